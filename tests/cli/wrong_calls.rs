//! The table of wrong calls: each with its exit code and its exact message, and nothing written.

use serde_json::{Value, json};

use crate::{Called, Place, SMALL, called};

/// A call, its exit code and its message; `$S` stands for a small job.
#[rustfmt::skip]
const CALLS: [(&str, i32, &str); 190] = [
    ("emitt", 2,
     "unrecognized subcommand 'emitt'\n\n  tip: a similar subcommand exists: 'emit'\n\nUsage: vqbit [OPTIONS] <COMMAND>"),
    ("emit --stpe encode", 2,
     "unexpected argument '--stpe' found\n\n  tip: a similar argument exists: '--step'\n\nUsage: vqbit emit --step <STEP>"),
    ("emit --step updaet", 2,
     "--step: found \"updaet\", wanted one of encode, decode, quantize, update, accumulate, apply, vjp; did you mean update?"),
    ("emit --step 3", 2,
     "--step: found \"3\", wanted one of encode, decode, quantize, update, accumulate, apply, vjp"),
    ("emit --dtype f16", 2,
     "--dtype: found \"f16\", wanted one of bf16, f32; did you mean bf16?"),
    ("emit --layout rows", 2,
     "--layout: found \"rows\", wanted one of tokens, tokens+dim, tokens+codes, state-sharded, codes+tokens, auto"),
    ("plan", 2,
     "plan: target cpu is a host, and the estimate that a plan ranks by is of TPUs; wanted a slice such as v4-32"),
    ("plan --targets v4-8,v4-8", 2,
     "--targets v4-8,v4-8: v4-8 is there twice, wanted each once"),
    ("plan --targets v4-8,,v6e-4", 2,
     "--targets \"v4-8,,v6e-4\": found an empty name, wanted names as v4-32,v6e-32"),
    ("plan --target v4-8 --html nowhere/plan.html", 2,
     "--html nowhere/plan.html: no file can be there"),
    ("compile $S --html .", 2,
     "--html .: no file can be there"),
    ("emit --format hlo", 2,
     "invalid value 'hlo' for '--format <FORMAT>'\n  [possible values: hlo-text, hlo-proto, stablehlo, stablehlo-gspmd, jax-export, compile-options]\n\n  tip: a similar value exists: 'hlo-text'"),
    ("emit --format jax-export --platforms gpu", 2,
     "invalid value 'gpu' for '--platforms <PLATFORMS>'\n  [possible values: tpu, cpu]\n\n  tip: a similar value exists: 'cpu'"),
    ("emit --format jax-export --platforms cpu,tpu,cpu", 2,
     "platforms cpu,tpu,cpu: cpu is named twice"),
    ("emit --platforms cpu", 2,
     "--platforms: is for --format jax-export, found --format stablehlo"),
    ("emit --batch -1", 2,
     "invalid value '-1' for '--batch <B>': wanted a whole number"),
    ("emit --batch 0", 2,
     "input.batch: found 0, wanted at least 1"),
    ("emit --batch many", 2,
     "invalid value 'many' for '--batch <B>': wanted a whole number"),
    ("emit --seq 1.5", 2,
     "invalid value '1.5' for '--seq <S>': wanted a whole number"),
    ("emit --codebook-size 0", 2,
     "quantizer.codebook_size: found 0, wanted 1 to 16777216"),
    ("emit --ema-decay nan", 2,
     "invalid value 'nan' for '--ema-decay <DECAY>': wanted a number"),
    ("emit --ema-decay -1", 2,
     "quantizer.ema.decay: found -1, wanted 0 to 1"),
    ("emit --ema-epsilon 0", 2,
     "quantizer.ema.epsilon: found 0, wanted at least 1.1754944e-38, and times codebook_size at most 3.4028235e38 (f32)"),
    ("emit --commitment-weight inf", 2,
     "invalid value 'inf' for '--commitment-weight <WEIGHT>': wanted a number"),
    ("emit --memory-limit-gb -2", 2,
     "memory_limit_gb: found -2, wanted a finite number above 0"),
    ("emit --mesh 4xx8", 2,
     "--mesh: mesh \"4xx8\": found \"\", wanted sizes like 4x8 or named axes like data=4,model=8"),
    ("emit --mesh data=4,data=2", 2,
     "--mesh: mesh data=4,data=2: axis data is named twice"),
    ("emit --mesh data=0", 2,
     "--mesh: mesh data=0: axis data has size 0, wanted at least 1"),
    ("emit --target v4-33", 2,
     "target v4-33: found size 33, wanted one of 8, 16, 32, 64, 128, 256, 384, 512, 1024, 1536, 2048, 4096 (TensorCores of v4)"),
    ("emit --target v6-32", 2,
     "target \"v6-32\": unknown, did you mean v6e-32? `vqbit targets` lists all"),
    ("emit --target v4-32 --mesh 4x4", 2,
     "mesh data=4,model=4 has 16 devices, target v4-32 has 32 (16 chips of 2)"),
    ("emit --target v6e-32 --megacore", 2,
     "target v6e-32: megacore joins the TensorCores of a v4 chip, found one TensorCore a chip"),
    ("emit --target v6e:3x5", 2,
     "target v6e:3x5: dimension x of 3 chips is not divisible by the 2 of a host of 2x2x1 (chips_per_host_bounds)"),
    ("emit --chips-per-host-bounds 2,2", 2,
     "invalid value '2,2' for '--chips-per-host-bounds <X,Y,Z>': wanted three whole numbers as 2,4,1"),
    ("emit --layout tokens+dim --mesh 4", 2,
     "layout tokens+dim: mesh data=4 has one axis, wanted one for tokens and one for the embedding dimension"),
    ("emit --layout state-sharded --mesh 2x8 --codebook-size 101", 2,
     "layout state-sharded: codebook_size 101 cannot be cut over any axis of mesh data=2,model=8: wanted parts of at least 8 entries, all equal"),
    ("emit --layout tokens+dim --mesh 2x3 --embedding-dim 8", 2,
     "layout tokens+dim: embedding_dim 8 is not divisible by the 3 devices of mesh axis model"),
    ("emit --batch 3 --seq 5 --mesh 4", 2,
     "layout tokens: batch 3 x seq 5 cannot be split over the 4 devices of data: wanted batch divisible by 4, or seq divisible by 4"),
    ("emit --job gone.json", 2,
     "job file gone.json: No such file or directory (os error 2)"),
    ("emit --job half.json", 2,
     "job file half.json: not readable as JSON: EOF while parsing a value at line 1 column 9"),
    ("emit --job folder", 2,
     "job file folder: Is a directory (os error 21)"),
    ("emit --job -", 2,
     "job file -: found nothing in it, wanted a job as JSON"),
    ("emit --job empty.json", 2,
     "job file empty.json: found nothing in it, wanted a job as JSON"),
    ("emit --job bytes.json", 2,
     "job file bytes.json: stream did not contain valid UTF-8"),
    ("emit --job key.json", 2,
     "job file key.json: setp: unknown key, did you mean step?"),
    ("emit --job twice.json", 2,
     "job file twice.json: key \"batch\" is written twice at line 1 column 30"),
    ("emit --job negative.json", 2,
     "memory_limit_gb: found -1, wanted a finite number above 0"),
    ("emit -o gone/program", 1,
     "gone/program: cannot be written: No such file or directory (os error 2)"),
    ("emit -o folder", 1,
     "folder: cannot be written: Is a directory (os error 21)"),
    ("compile --timeout 0", 2,
     "invalid value '0' for '--timeout <SECONDS>': wanted whole seconds, at least 1"),
    ("run --random 1 --mesh 2049 --batch 2049 --seq 1 --embedding-dim 8", 2,
     "mesh data=2049: has 2049 devices, a CPU plugin takes at most 2048"),
    ("compile --mesh 2049 --batch 2049 --seq 1 --embedding-dim 8", 2,
     "mesh data=2049: has 2049 devices, a CPU plugin takes at most 2048"),
    ("init-state --embedding-dim 1000000000000", 1,
     "tensor codebook f32[64,1000000000000]: found no memory for the 512000000000000 bytes that making it takes"),
    ("compile $S -o folder", 2,
     "folder exists and is not a vqbit artifact (it has no MANIFEST.json): choose another -o"),
    ("compile $S -o text", 2,
     "text exists and is not a directory that can be read: choose another -o"),
    ("compile $S -o .", 2,
     ". is the current directory or above it: choose another -o"),
    ("compile $S -o folder/..", 2,
     "folder/.. is the current directory or above it: choose another -o"),
    ("compile $S -o /", 2,
     "/ is the current directory or above it: choose another -o"),
    ("compile $S -o /proc", 2,
     "/proc is a mount point: choose another -o"),
    ("compile $S -o text/below", 2,
     "text/below: text is a file: choose another -o"),
    ("compile $S --plugin gone.so", 2,
     "--plugin gone.so: is not a file, wanted a shared library or one of cpu, tpu, cpu-0.106, cpu-0.81"),
    ("compile $S --plugin tpu", 2,
     "--plugin tpu: is for tpu devices and the program for cpu devices, wanted one of cpu, cpu-0.106, cpu-0.81"),
    ("compile --target v4-32 --plugin cpu-0.81", 2,
     "--plugin cpu-0.81: is for cpu devices and the program for tpu devices, wanted one of tpu"),
    ("compile $S --plugin text", 1,
     "compile for cpu: plugin {place}/text: cannot be loaded: dlopen failed: {place}/text: file too short$DOCTOR"),
    ("compile $S --format hlo-text", 2,
     "invalid value 'hlo-text' for '--format <FORMAT>'\n  [possible values: hlo-proto, stablehlo, stablehlo-gspmd]\n\n  tip: a similar value exists: 'hlo-proto'"),
    ("compile $S --format jax-export", 2,
     "invalid value 'jax-export' for '--format <FORMAT>'\n  [possible values: hlo-proto, stablehlo, stablehlo-gspmd]"),
    ("compile $S --xla-option fast", 2,
     "--xla-option fast: wanted NAME=VALUE without dashes, as xla_dump_to=DIR"),
    ("compile $S --xla-option =1", 2,
     "--xla-option =1: wanted NAME=VALUE without dashes, as xla_dump_to=DIR"),
    ("compile $S --xla-option xla_nope=1", 1,
     "compile for cpu: PJRT_Client_Compile: INVALID_ARGUMENT: No such compile option: 'xla_nope'"),
    ("compile $S --xla-option xla_cpu_enable_fast_math=maybe", 1,
     "compile for cpu: PJRT_Client_Compile: INVALID_ARGUMENT: While setting option xla_cpu_enable_fast_math, 'maybe' is not a valid bool value."),
    ("compile --target v4-32 --xla-option xla_nope=1", 1,
     "compile for v4-32: PJRT_Compile: INVALID_ARGUMENT: No such compile option: 'xla_nope'"),
    ("run $S", 2,
     "step update: no inputs, codebook, cluster_size, embed_sum given; read them with --inputs FILE.safetensors or --input NAME=FILE.npy, or draw them with --random SEED"),
    ("run $S --step encode --steps 5 --random 1", 2,
     "--steps 5: step encode has no state to feed back, wanted 1 (or step update)"),
    ("run $S --random 1 --outputs gone/out.safetensors", 2,
     "gone/out.safetensors: its folder gone is not there; make it first"),
    ("init-state $S -o text", 2,
     "text: is there already and may hold a trained state; --force replaces it"),
    ("run $S --steps 0", 2,
     "invalid value '0' for '--steps <STEPS>': 0 is not in 1..=4294967295"),
    ("run $S --random x", 2,
     "invalid value 'x' for '--random <SEED>': wanted a whole number as seed"),
    ("run --target v4-32", 2,
     "target v4-32: no TPU is driven from here; add --on cpu to run the identical program on 32 virtual CPU devices"),
    ("run $S --on tpu", 2,
     "target cpu: no TPU is driven from here; add --on cpu to run the identical program on 1 virtual CPU devices"),
    ("run $S --inputs gone.safetensors", 2,
     "gone.safetensors: no such file"),
    ("run $S --inputs folder", 2,
     "folder: cannot be read: Is a directory (os error 21)"),
    ("run $S --inputs text", 2,
     "text: not a safetensors file: it does not begin with a header"),
    ("run $S --inputs cut.safetensors", 2,
     "cut.safetensors: the file is cut short: found 173 bytes, wanted 329"),
    ("run $S --inputs shape.safetensors --random 1", 2,
     "shape.safetensors: tensor inputs: found f32[2,4,8], wanted f32[4,2,8]"),
    ("run $S --inputs f16.safetensors --random 1", 2,
     "f16.safetensors: tensor inputs has elements of F16, wanted BOOL, I8, U8, BF16, I32, U32, F32, F64 or I64"),
    ("run $S --inputs near.safetensors --random 1", 2,
     "near.safetensors: has no tensor that the step takes: found codebok, wanted one of inputs, codebook, cluster_size, embed_sum"),
    ("run --batch 4 --seq 2 --embedding-dim 8 --codebook-size 4 --dtype bf16 --inputs f32.safetensors --random 1", 2,
     "f32.safetensors: tensor inputs: found f32[4,2,8], wanted bf16[4,2,8]: convert it to bf16 first (--cast does it)"),
    ("run $S --input inputs", 2,
     "--input inputs: wanted NAME=FILE.npy, as inputs=batch.npy"),
    ("run $S --input =shape.npy", 2,
     "--input =shape.npy: wanted NAME=FILE.npy, as inputs=batch.npy"),
    ("run $S --input inptus=f8.npy", 2,
     "--input inptus: the step takes no such tensor, wanted one of inputs, codebook, cluster_size, embed_sum"),
    ("run $S --input inputs=f8.npy", 2,
     "f8.npy: tensor inputs: found f64[4,2,8], wanted f32[4,2,8]: convert it to f32 first (--cast does it)"),
    ("run $S --input inputs=shape.npy", 2,
     "shape.npy: tensor inputs: found f32[8,8], wanted f32[4,2,8]"),
    ("run $S --input inputs=cut.npy", 2,
     "cut.npy: the file is cut short: found 228 bytes, wanted 384"),
    ("run $S --input inputs=complex.npy", 2,
     "complex.npy: the array has elements of <c16, wanted one of |b1, |u1, |i1, <i4, <i8, <u4, <f4, <f8, or <V2 for bf16"),
    ("run $S --input inputs=bf16.npy", 2,
     "bf16.npy: tensor inputs: found bf16[4,2,8], wanted f32[4,2,8]: convert it to f32 first (--cast does it)"),
    ("run $S --inputs shape.npy", 2,
     "shape.npy: not a safetensors file: it does not begin with a header (a single array is given with --input NAME=shape.npy)"),
    ("run $S --inputs cut.npz", 2,
     "cut.npz: the file is cut short: found 100 bytes, wanted more and the archive's directory after them"),
    ("run $S --input inputs=gone.npy", 2,
     "gone.npy: no such file"),
    ("run $S --random 1 --format hlo-text", 2,
     "invalid value 'hlo-text' for '--format <FORMAT>'\n  [possible values: hlo-proto, stablehlo, stablehlo-gspmd]\n\n  tip: a similar value exists: 'hlo-proto'"),
    ("init-state $S --codebook near.safetensors", 2,
     "near.safetensors: has no tensor codebook, did you mean codebok?; it has codebok"),
    ("init-state $S --codebook three.npy", 2,
     "tensor codebook: found f32[3,8], wanted f32[4,8]"),
    ("init-state $S --codebook f8.npy", 2,
     "tensor codebook: found f64[4,2,8], wanted f32[4,8]"),
    ("init-state $S --codebook nan4.npy", 2,
     "nan4.npy: codebook: element [1,0] is NaN, wanted finite numbers"),
    ("init-state $S --data long.npy", 2,
     "--data long.npy: row 1: found a squared norm of 8.0e60, wanted at most 3.4028235e38 (f32): scale the data down"),
    ("init-state $S -o state.pt", 2,
     "state.pt: a state is written as safetensors or .npz, found the ending .pt"),
    ("init-state $S --data shape3.npy", 2,
     "--data shape3.npy: found f32[4,2,3], wanted [N,8] or [B,S,8] (quantizer.embedding_dim)"),
    ("init-state $S --set quantizer.input_dim=6 --data shape3.npy", 2,
     "--data shape3.npy: found f32[4,2,3], wanted [N,6] or [B,S,6] (quantizer.input_dim)"),
    ("init-state --step encode --set quantizer.kind=fsq --data shape.npy", 2,
     "--data shape.npy: quantizer.kind fsq has nothing to fit, its codes are made of the elements of a token; wanted kind codebook, product or residual"),
    ("init-state --step encode --set quantizer.kind=lfq --data shape.npy", 2,
     "--data shape.npy: quantizer.kind lfq has nothing to fit, its codes are made of the elements of a token; wanted kind codebook, product or residual"),
    ("init-state --step encode --set quantizer.kind=bsq --data shape.npy", 2,
     "--data shape.npy: quantizer.kind bsq has nothing to fit, its codes are made of the elements of a token; wanted kind codebook, product or residual"),
    ("init-state --step encode --set quantizer.kind=sim --data shape.npy", 2,
     "--data shape.npy: quantizer.kind sim has nothing to fit, its entries are random and frozen; wanted kind codebook, product or residual"),
    ("init-state --step encode --set quantizer.kind=random_projection --data shape.npy", 2,
     "--data shape.npy: quantizer.kind random_projection has nothing to fit, its entries are random and frozen; wanted kind codebook, product or residual"),
    ("init-state --step encode --set quantizer.kind=sim --programs fit", 2,
     "--programs fit: quantizer.kind sim has nothing to fit, its entries are random and frozen; wanted kind codebook, product or residual"),
    ("init-state $S --programs fit --sample 16777217", 2,
     "input: batch 1 x seq 16777217 is 16777217 tokens, wanted at most 16777216 (f32 counts no further)"),
    ("init-state $S --data nan.npy", 2,
     "--data nan.npy: found 3 rows and none of them finite, wanted one at least"),
    ("init-state $S --data f32.safetensors:tokens", 2,
     "f32.safetensors: has no tensor tokens; it has inputs"),
    ("init-state $S --init kmeans", 2,
     "--init kmeans: found no data, wanted --data FILE"),
    ("init-state $S --init uniform --data shape.npy", 2,
     "--data shape.npy: --init uniform takes no data, wanted --init kmeans or none"),
    ("init-state $S --data shape.npy --codebook three.npy", 2,
     "the argument '--data <FILE[:TENSOR]>' cannot be used with '--codebook <FILE>'\n\nUsage: vqbit init-state --batch <B> --seq <S> --embedding-dim <D> --codebook-size <K> --dtype <DTYPE> --data <FILE[:TENSOR]>"),
    ("init-state $S --set layers=2 --set stacked=true --data shape.npy", 2,
     "--data shape.npy: the layers of a stacked job have data of their own, wanted a job without stacked, once for each"),
    ("init-state $S -o gone/state", 2,
     "gone/state: its folder gone is not there; make it first"),
    ("verify $S --devices 0", 2,
     "--devices: found 0, wanted numbers of devices as 1,8,32"),
    ("verify $S --devices 3", 2,
     "layout tokens: batch 4 x seq 2 cannot be split over the 3 devices of data,model: wanted batch divisible by 3, or seq divisible by 3"),
    ("verify $S --devices x", 2,
     "invalid value 'x' for '--devices <NUMBERS>': wanted a whole number"),
    ("verify $S --families normle", 2,
     "--families: found \"normle\", wanted some of normal, offset, clustered, nonfinite-rows, duplicated, huge-norms, tiny-norms, near-ties, or all"),
    ("verify $S --step encode --steps 5", 2,
     "--steps 5: step encode has no state to feed back, wanted 1 (or step update)"),
    ("verify $S --inputs shape.safetensors", 2,
     "shape.safetensors: tensor inputs: found f32[2,4,8], wanted f32[4,2,8]"),
    ("verify $S --format hlo-text", 2,
     "invalid value 'hlo-text' for '--format <FORMAT>'\n  [possible values: hlo-proto, stablehlo, stablehlo-gspmd]\n\n  tip: a similar value exists: 'hlo-proto'"),
    ("verify --cases gone.json", 2,
     "cases gone.json: No such file or directory (os error 2)"),
    ("verify --cases text", 2,
     "cases text: not readable as JSON: expected value at line 1 column 1"),
    ("verify --cases key.json", 2,
     "cases key.json: the file: found {\"setp\":\"update\"}, wanted a list of cases"),
    ("verify --cases key.json --batch 4", 2,
     "the argument '--cases <FILE>' cannot be used with '--batch <B>'\n\nUsage: vqbit verify --cases <FILE>"),
    ("diff gone folder", 2,
     "gone: no such file or directory"),
    ("diff folder folder", 2,
     "folder is not a vqbit artifact: found no MANIFEST.json in it"),
    ("inspect text --target nowhere", 2,
     "target \"nowhere\": unknown, wanted cpu, axion, a slice like v4-32 or a topology like v6e:4x8"),
    ("inspect folder --target v6e-32", 2,
     "--target v6e-32: is of a bare program; the report of an artifact has its own target"),
    ("inspect gone", 2,
     "gone: no such file or directory"),
    ("inspect folder", 2,
     "folder is not a vqbit artifact: found no MANIFEST.json in it"),
    ("inspect text", 2,
     "text: found neither an artifact, nor a serialized executable (executable.bin), nor an HLO module, serialized (optimized.hlo.pb) or as text (optimized.hlo.txt)"),
    ("inspect broken.hlo", 2,
     "broken.hlo: line 3: x is used and was not defined before"),
    ("inspect f32.safetensors", 2,
     "f32.safetensors: found neither an artifact, nor a serialized executable (executable.bin), nor an HLO module, serialized (optimized.hlo.pb) or as text (optimized.hlo.txt)"),
    ("compile $S --max-hbm 2XB", 2,
     "invalid value '2XB' for '--max-hbm <BYTES>': wanted bytes, as 4096, 512KiB or 2GiB"),
    ("compile $S --max-collectives few", 2,
     "invalid value 'few' for '--max-collectives <COUNT>': wanted a whole number"),
    ("inspect text --max-hbm 2GiB", 2,
     "text: budgets are of an artifact, whose report says what its numbers mean; found a bare program"),
    ("targets v4-33", 2,
     "target v4-33: found size 33, wanted one of 8, 16, 32, 64, 128, 256, 384, 512, 1024, 1536, 2048, 4096 (TensorCores of v4)"),
    ("targets cpu", 2,
     "target cpu: its devices are virtual and lie nowhere; partition i is device i"),
    ("targets v4-32 --mesh 4x4", 2,
     "mesh data=4,model=4 has 16 devices, target v4-32 has 32 (16 chips of 2)"),
    ("plugins install foo", 2,
     "plugin foo: not known, wanted one of cpu, tpu, cpu-0.106, cpu-0.81"),
    ("plugins doctor gpu", 2,
     "plugin gpu: not known, wanted one of cpu, tpu, cpu-0.106, cpu-0.81"),
    ("emit --format compile-options --platforms cpu", 2,
     "--platforms: is for --format jax-export, found --format compile-options"),
    ("emit --options-for hlo-proto", 2,
     "--options-for: is for --format compile-options, found --format stablehlo"),
    ("emit --xla-option a=b", 2,
     "--xla-option: is for --format compile-options, found --format stablehlo"),
    ("emit --plugin cpu --format jax-export", 2,
     "--plugin: is for --format compile-options, found --format jax-export"),
    ("emit --format compile-options --options-for hlo-text", 2,
     "invalid value 'hlo-text' for '--options-for <FORMAT>'\n  [possible values: hlo-proto, stablehlo, stablehlo-gspmd]\n\n  tip: a similar value exists: 'hlo-proto'"),
    ("emit --format compile-options --xla-option fast", 2,
     "--xla-option fast: wanted NAME=VALUE without dashes, as xla_dump_to=DIR"),
    ("compile $S --format compile-options", 2,
     "invalid value 'compile-options' for '--format <FORMAT>'\n  [possible values: hlo-proto, stablehlo, stablehlo-gspmd]"),
    ("import gone.mlir", 2,
     "gone.mlir: No such file or directory (os error 2)"),
    ("import folder", 2,
     "folder: Is a directory (os error 21)"),
    ("import empty.json", 2,
     "empty.json: found nothing in it, wanted StableHLO or HLO"),
    ("import text", 2,
     "text: found neither StableHLO, as text or bytecode, nor HLO, as text or a serialized HloModuleProto; it begins with \"some text\""),
    ("import broken.hlo", 2,
     "broken.hlo: line 3: x is used and was not defined before"),
    ("import unknown.hlo", 2,
     "unknown.hlo: line 4: found mystery={1}, which is not known here or has no such value"),
    ("import replicas.hlo", 2,
     "replicas.hlo: has 2 replicas, wanted 1: cut the program over partitions, as jax.jit does and jax.pmap does not"),
    ("import optimized.hlo.pb", 2,
     "optimized.hlo.pb: found an optimized program, which has a schedule and is cut already, wanted the module that it was made of; `vqbit inspect` shows what it holds"),
    ("import cut.mlir", 2,
     "cut.mlir: ends with 2 brackets still open: is the text cut short?"),
    ("import step.mlir", 2,
     "step.mlir: has no function @main, which is what plugins compile; found @step, @relu"),
    ("import replicas.mlir", 2,
     "replicas.mlir: has 2 replicas, wanted 1: cut the program over partitions, as jax.jit does and jax.pmap does not"),
    ("import uncut.mlir", 2,
     "uncut.mlir: does not say over how many devices it is cut (it has neither an sdy.mesh nor mhlo.num_partitions that can be read): say it with --mesh, as --mesh 4x8"),
    ("import jax.mlir --mesh 2x4", 2,
     "jax.mlir: --mesh data=2,model=4 has 8 devices, the module is cut over 32"),
    ("import jax.mlir --mesh 4xx8", 2,
     "--mesh: mesh \"4xx8\": found \"\", wanted sizes like 4x8 or named axes like data=4,model=8"),
    ("import jax.mlir --target v6e-8", 2,
     "jax.mlir: mesh data=4,model=8 (the module's sdy.mesh) has 32 devices, target v6e-8 has 8 (8 chips of 1)"),
    ("import jax.mlir --target v6-32", 2,
     "target \"v6-32\": unknown, did you mean v6e-32? `vqbit targets` lists all"),
    ("import jax.mlir --memory-limit-gb -1", 2,
     "--memory-limit-gb: found -1, wanted a finite number above 0"),
    ("import jax.mlir --forbid-distances-in-hbm", 2,
     "--forbid-distances-in-hbm: is of the steps that vqbit builds itself; which arrays of an imported module are distances is not known"),
    ("import jax.mlir --xla-option fast", 2,
     "--xla-option fast: wanted NAME=VALUE without dashes, as xla_dump_to=DIR"),
    ("import jax.mlir --plugin tpu", 2,
     "--plugin tpu: is for tpu devices and the program for cpu devices, wanted one of cpu, cpu-0.106, cpu-0.81"),
    ("import jax.mlir -o folder", 2,
     "folder exists and is not a vqbit artifact (it has no MANIFEST.json): choose another -o"),
    ("import generic.mlir --mesh 1 --require-aliasing", 1,
     "over budget: --require-aliasing: the module does not tell what it donates"),
    ("import jax.mlir --max-hbm 1KiB", 1,
     "over budget: --max-hbm: found 120.04 KiB, wanted at most 1.00 KiB (the largest tensor is result 0 f32[256,64] of 64.00 KiB)"),
    ("import jax.mlir --memory-limit-gb 0.0001", 1,
     "memory: found 120.04 KiB a device, wanted at most 104.86 KiB (memory_limit_gb 0.0001 of a chip); the largest tensor is result 0 with f32[256,64] = 64.00 KiB a device; cut the module's arrays over more devices"),
    ("schema jobs", 2,
     "invalid value 'jobs' for '<OF>'\n  [possible values: job, report, buckets, import, comparison, diff, plan, verification, cases]\n\n  tip: a similar value exists: 'job'"),
    ("completions tcsh", 2,
     "invalid value 'tcsh' for '<SHELL>'\n  [possible values: bash, elvish, fish, powershell, zsh]\n\n  tip: a similar value exists: 'zsh'"),
    ("run $S --batches 2,2 --random 1", 2,
     "batches: 2 is named twice"),
    ("run $S --step apply --batches 2 --random 1", 2,
     "batches: step apply takes no batch, wanted a step that does"),
    ("run $S --random 1 --outputs x.npy", 2,
     "--outputs x.npy: a .npy file holds one array, wanted a safetensors or .npz file (or --output NAME=FILE.npy)"),
    ("run $S --step encode --random 1 --output code=x.npy", 2,
     "--output code: the step gives no such tensor, wanted one of codes"),
    ("run $S --step encode --random 1 --output codes=c.safetensors", 2,
     "--output codes=c.safetensors: one output is written as a .npy file, wanted a name that ends so (or --outputs c.safetensors)"),
    ("run $S --random 1 --output codes", 2,
     "--output codes: wanted NAME=FILE.npy, as codes=codes.npy"),
    ("run $S --stream inputs=gone.npy --stream-to gone", 2,
     "gone.npy: found no such file or folder, wanted a .npy file or a folder of them"),
    ("run --artifact gone", 2,
     "gone is not a vqbit artifact: found no MANIFEST.json in it"),
];

/// Calls without any plugin on the machine.
#[rustfmt::skip]
const OFFLINE: [(&str, i32, &str); 5] = [
    ("emit --target v4-32 --format compile-options --offline", 1,
     "plugin tpu: not found, and --offline forbids to download libtpu 0.0.52; install it with `vqbit plugins install tpu` or set TPU_LIBRARY_PATH to its library"),
    ("import jax.mlir --offline", 1,
     "plugin cpu: not found, and --offline forbids to download lammps-jax-pjrt-cpu 0.11.2; install it with `vqbit plugins install cpu` or set VQBIT_CPU_PLUGIN to its library"),
    ("compile $S --offline", 1,
     "plugin cpu: not found, and --offline forbids to download lammps-jax-pjrt-cpu 0.11.2; install it with `vqbit plugins install cpu` or set VQBIT_CPU_PLUGIN to its library"),
    ("compile --target v4-32 --offline", 1,
     "plugin tpu: not found, and --offline forbids to download libtpu 0.0.52; install it with `vqbit plugins install tpu` or set TPU_LIBRARY_PATH to its library"),
    ("run $S --random 1 --offline", 1,
     "plugin cpu: not found, and --offline forbids to download lammps-jax-pjrt-cpu 0.11.2; install it with `vqbit plugins install cpu` or set VQBIT_CPU_PLUGIN to its library"),
];

/// Wrong comparisons and tilings, which no plugin is asked for: they are called without any.
#[rustfmt::skip]
const COMPARISONS: [(&str, i32, &str); 17] = [
    ("compare --targets v6-32", 2,
     "--targets v6-32, --codes 64: target \"v6-32\": unknown, did you mean v6e-32? `vqbit targets` lists all"),
    ("compare --targets v4-33", 2,
     "--targets v4-33, --codes 64: target v4-33: found size 33, wanted one of 8, 16, 32, 64, 128, 256, 384, 512, 1024, 1536, 2048, 4096 (TensorCores of v4)"),
    ("compare --targets=", 2,
     "--targets \"\": found an empty name, wanted names as v4-32,v6e-32,axion"),
    ("compare --targets v4-32,,axion", 2,
     "--targets \"v4-32,,axion\": found an empty name, wanted names as v4-32,v6e-32,axion"),
    ("compare --targets v4-32,cpu,v4-32", 2,
     "--targets v4-32,cpu,v4-32: v4-32 is there twice, wanted each once"),
    ("compare --codes 64,64", 2,
     "--codes 64,64: 64 is there twice, wanted each once"),
    ("compare --codes=", 2,
     "invalid value '' for '--codes <NUMBERS>': wanted a whole number"),
    ("compare --codes 64,many", 2,
     "invalid value 'many' for '--codes <NUMBERS>': wanted a whole number"),
    ("compare --codes -64", 2,
     "invalid value '-64' for '--codes <NUMBERS>': wanted a whole number"),
    ("compare --codes 64,0", 2,
     "--targets v4-32, --codes 0: quantizer.codebook_size: found 0, wanted 1 to 16777216"),
    ("compare --codes 8589934592", 2,
     "--targets v4-32, --codes 8589934592: quantizer.codebook_size: found 8589934592, wanted 1 to 16777216"),
    ("compare --step encode", 2,
     "--targets v4-32, --codes 64: step: found encode, wanted update, which compare compiles"),
    ("compare --mesh 4x4", 2,
     "--targets v4-32, --codes 64: mesh data=4,model=4 has 16 devices, target v4-32 has 32 (16 chips of 2)"),
    ("compare --targets v6e-32,cpu --batch 3 --seq 5", 2,
     "--targets v6e-32, --codes 64: layout tokens: batch 3 x seq 5 cannot be split over the 32 devices of data,model: wanted batch divisible by 32, or batch by 4 and seq by 8, or seq divisible by 32"),
    ("compare --plugin tpu", 2,
     "--plugin tpu: these targets need two plugins (cpu and tpu); name them by VQBIT_CPU_PLUGIN and TPU_LIBRARY_PATH"),
    ("init-state --tpu-layout", 2,
     "--tpu-layout: target cpu has no tiles, wanted a TPU target as v6e-32"),
    ("init-state --tpu-layout --target v4-32 --layout tokens+dim --embedding-dim 100", 2,
     "layout tokens+dim: embedding_dim 100 is not divisible by the 8 devices of mesh axis model"),
];

fn safetensors(tensor: &str, dtype: &str, dims: [usize; 3], end: usize, bytes: usize) -> Vec<u8> {
    let header = json!({ tensor: { "dtype": dtype, "shape": dims, "data_offsets": [0, end] } });
    let header = header.to_string();
    let mut file = (header.len() as u64).to_le_bytes().to_vec();
    file.extend(header.bytes());
    file.resize(file.len() + bytes, 0);
    file
}

fn npy(descriptor: &str, dims: &str, bytes: usize) -> Vec<u8> {
    let header = format!("{{'descr': '{descriptor}', 'fortran_order': False, 'shape': {dims}, }}");
    let mut file = b"\x93NUMPY\x01\x00\x76\x00".to_vec();
    file.extend(format!("{header:<117}\n").bytes());
    file.resize(file.len() + bytes, 0);
    file
}

/// A folder with files that something is wrong with.
fn place() -> Place {
    let place = Place::new();
    std::fs::create_dir(place.path("folder")).expect("a folder");
    place.write("folder/thesis.txt", "mine");
    place.write("text", "some text\n");
    let body = "ENTRY e {\n  x = f32[2]{0} parameter(0)\n  ROOT y = f32[2]{0} negate(x)";
    place.write("unknown.hlo", format!("HloModule m\n{body}, mystery={{1}}\n}}\n"));
    place.write("replicas.hlo", format!("HloModule m, replica_count=2\n{body}\n}}\n"));
    place.write("broken.hlo", "HloModule m\nENTRY e {\n  y = f32[2] negate(x)\n}\n");
    place.write("half.json", "{\"step\": ");
    place.write("empty.json", "");
    place.write("bytes.json", b"\xff\xfe");
    place.write("key.json", r#"{"setp": "update"}"#);
    place.write("twice.json", r#"{"input": {"batch": 1, "batch": 2}}"#);
    place.write("negative.json", r#"{"memory_limit_gb": -1}"#);
    let jax = include_str!("../data/jax_sdy.mlir");
    place.write("jax.mlir", jax);
    place.write("cut.mlir", &jax[..jax.len() / 2]);
    place.write("step.mlir", jax.replace("@main", "@step"));
    place.write("replicas.mlir", jax.replace("num_replicas = 1", "num_replicas = 2"));
    place.write("uncut.mlir", "func.func @main(%arg0: tensor<4xf32>) { return }");
    place.write(
        "generic.mlir",
        "\"builtin.module\"() ({\n  \"func.func\"() <{function_type = (tensor<4xf32>) -> tensor<4xf32>, \
         sym_name = \"main\"}> ({\n  ^bb0(%x: tensor<4xf32>):\n    \"func.return\"(%x) : \
         (tensor<4xf32>) -> ()\n  }) : () -> ()\n}) : () -> ()\n",
    );
    place.write("optimized.hlo.pb", include_bytes!("../data/v6e_update_codes.hlo.pb"));
    place.write("f32.safetensors", safetensors("inputs", "F32", [4, 2, 8], 256, 256));
    place.write("f16.safetensors", safetensors("inputs", "F16", [4, 2, 8], 128, 128));
    place.write("cut.safetensors", safetensors("inputs", "F32", [4, 2, 8], 256, 100));
    place.write("shape.safetensors", safetensors("inputs", "F32", [2, 4, 8], 256, 256));
    place.write("near.safetensors", safetensors("codebok", "F32", [4, 2, 8], 256, 256));
    place.write("f8.npy", npy("<f8", "(4, 2, 8)", 512));
    place.write("shape.npy", npy("<f4", "(8, 8)", 256));
    place.write("cut.npy", npy("<f4", "(4, 2, 8)", 100));
    place.write("complex.npy", npy("<c16", "(4, 2, 8)", 1024));
    place.write("shape3.npy", npy("<f4", "(4, 2, 3)", 96));
    let header = npy("<f4", "(3, 8)", 0);
    place.write("nan.npy", [header, f32::NAN.to_le_bytes().repeat(24)].concat());
    let ones_and = |x: f32| [1.0_f32.to_le_bytes().repeat(8), x.to_le_bytes().repeat(8)].concat();
    place.write("nan4.npy", [npy("<f4", "(4, 8)", 0), ones_and(f32::NAN).repeat(2)].concat());
    place.write("long.npy", [npy("<f4", "(2, 8)", 0), ones_and(1e30)].concat());
    place.write("bf16.npy", npy("<V2", "(4, 2, 8)", 128));
    place.write("cut.npz", [b"PK\x03\x04".to_vec(), vec![0; 96]].concat());
    place.write("three.npy", npy("<f4", "(3, 8)", 96));
    place
}

/// What follows a message about what is installed.
const DOCTOR: &str = "\nhelp: `vqbit doctor` says which plugins, Python and caches this machine \
                      has, and what is wrong with them";

/// The message without what clap and plugins write around it.
fn message(called: &Called) -> String {
    let from = called.stderr.find("error: ").map_or(0, |at| at + "error: ".len());
    let text = called.stderr[from..].trim();
    text.trim_end_matches("For more information, try '--help'.").trim().to_owned()
}

fn hold(place: &Place, rows: &[(&str, i32, &str)], with_plugins: bool) {
    let before = place.snapshot();
    let mut wrong = Vec::new();
    for (row, code, wanted) in rows {
        let row = row.replace("$S", SMALL);
        let call = |more: &[&str]| {
            let mut command = if with_plugins { place.vqbit() } else { place.bare() };
            called(command.args(more).args(row.split_whitespace()), "")
        };
        let found = call(&[]);
        let wanted = wanted.replace("{place}", &place.0.path().display().to_string());
        let wanted = wanted.replace("$DOCTOR", DOCTOR);
        if found.code != *code || message(&found) != wanted {
            wrong.push(format!("vqbit {row}\n[{}] {}", found.code, message(&found)));
        }
        assert_eq!(found.stdout, "", "vqbit {row} writes a result");
        // Calls that are wrong at once are asked again as a machine would.
        if *code == 2 {
            as_json(&row, &call(&["--json"]));
        }
        assert!(place.snapshot() == before, "vqbit {row} leaves something behind");
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n\n"));
}

fn as_json(row: &str, found: &Called) {
    let object: Value = serde_json::from_str(&found.stdout)
        .unwrap_or_else(|error| panic!("vqbit --json {row}: {error}: {}", found.stdout));
    let causes: Vec<&str> =
        object["causes"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let error = object["error"].as_str().unwrap_or_default();
    assert_eq!(causes.join(": "), error, "{row}");
    assert!(found.stderr.contains(error), "vqbit --json {row}: {error}\n{}", found.stderr);
    assert_eq!((&object["exit_code"], found.code), (&json!(2), 2), "{row}");
}

#[test]
fn each_wrong_call_has_its_message_and_writes_nothing() {
    hold(&place(), &CALLS, true);
}

#[test]
fn offline_nothing_is_downloaded_and_the_message_says_what_to_do() {
    hold(&place(), &OFFLINE, false);
}

#[test]
fn wrong_comparisons_are_told_before_any_plugin_is_looked_for() {
    hold(&Place::new(), &COMPARISONS, false);
}

#[test]
fn a_directory_that_cannot_be_written_is_told_before_the_compile() {
    let place = Place::new();
    // No plugin is there, so a compile would have failed for that.
    let mut command = place.bare();
    command.args(["compile", "--offline", "-o", "/proc/self/artifact"]);
    let found = called(&mut command, "");
    let wanted = "/proc/self: cannot create a temporary directory in it";
    assert!(message(&found).starts_with(wanted), "{}", found.stderr);
    assert_eq!(found.code, 2);
}

#[test]
fn a_plugin_that_the_environment_names_must_be_there() {
    let place = Place::new();
    let mut command = place.bare();
    let arguments = format!("compile {SMALL}");
    command.env("VQBIT_CPU_PLUGIN", "gone.so").args(arguments.split_whitespace());
    let found = called(&mut command, "");
    assert_eq!(
        (found.code, message(&found).as_str()),
        (1, format!("plugin cpu: gone.so (from VQBIT_CPU_PLUGIN) is not a file{DOCTOR}").as_str())
    );
}

#[test]
fn a_program_over_its_memory_limit_says_what_would_fit_and_is_not_written() {
    let place = Place::new();
    let found = place.call("compile --target v4-32 --memory-limit-gb 0.001");
    let message = message(&found);
    // The peak is the compiler's, and changes with the graph.
    let (first, second) = message.split_once(" MiB a device").expect("a size");
    assert!(first.starts_with("memory: found "), "{message}");
    let wanted = ", wanted at most 524.29 KiB (memory_limit_gb 0.001 of a chip with 2 devices); \
                  the largest tensor is result quantized bf16[32,512,768] with bf16[1,512,768] = \
                  768.00 KiB a device; no smaller batch would fit: try about ";
    assert!(second.starts_with(wanted), "{message}");
    assert_eq!((found.code, found.stdout.as_str()), (1, ""));
    assert!(place.snapshot().is_empty(), "something is written");
}
