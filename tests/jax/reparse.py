"""Holds our HLO text against XLA: for each pair `module.pb module.txt`, the text must parse, and what
XLA prints of the parsed text must be what it prints of the proto."""

import os
import re
import sys

os.environ.setdefault("JAX_PLATFORMS", "cpu")

from jaxlib import _hlo as hlo  # noqa: E402


def lines(module):
    options = hlo.HloPrintOptions()
    options.print_metadata = False
    options.print_large_constants = True
    text = module.to_string(options)
    # Where instructions come from, and what a proto does not know of its configuration.
    text = re.sub(r"\n(FileNames|FunctionNames|FileLocations|StackFrames)\n(.+\n)+", "", text)
    text = re.sub(r", (num_partitions|replica_count)=\d+", "", text)
    # Two orders of the computations are as good as one.
    return sorted(line for line in text.split("\n") if line.strip())


def main(paths):
    wrong = 0
    for proto_path, text_path in zip(paths[::2], paths[1::2], strict=True):
        with open(proto_path, "rb") as file:
            wanted = lines(hlo.HloModule.from_serialized_hlo_module_proto(file.read()))
        with open(text_path) as file:
            found = lines(hlo.hlo_module_from_text(file.read()))
        missing = [line for line in wanted if line not in found]
        for line in missing[:5]:
            print(f"{text_path}: XLA does not read back: {line.strip()[:300]}")
        wrong += bool(missing) or len(wanted) != len(found)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
