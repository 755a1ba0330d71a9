//! Reads programs as compilers print them, into the message that the rest of this room reads.
//!
//! [`parse`] reads what a contract needs of an optimized program, and passes over what it does not
//! know, so that a newer printer's words do no harm. [`parse_whole`] reads all of a program that is to
//! be compiled: there, what is not known is an error.

mod attributes;
mod groups;
mod head;
mod index;
mod instruction;
mod literal;
mod reading;
mod scanner;
mod shape;
mod sharding;
mod string;
mod whole;

use crate::inspect::text::instruction::Depth;
use crate::inspect::text::reading::read;
use crate::wire::hlo::HloModuleProto;

/// Why a text is no program.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HloTextError {
    /// A line that is none of a module.
    #[error("line {line}: found {found:?}, wanted {wanted}")]
    Line {
        /// Counted from 1.
        line: usize,
        /// Its beginning.
        found: String,
        /// What belongs there.
        wanted: &'static str,
    },
    /// An instruction or a computation that is used and nowhere.
    #[error("line {line}: {name} is used and was not defined before")]
    Undefined {
        /// Counted from 1.
        line: usize,
        /// Its name.
        name: String,
    },
    /// Something that is there already.
    #[error("line {line}: found {what} again, wanted it once")]
    Twice {
        /// Counted from 1.
        line: usize,
        /// The name, or what there may be one of.
        what: String,
    },
    /// What the module or an instruction says and this does not read.
    #[error("line {line}: found {found}, which is not known here or has no such value")]
    Attribute {
        /// Counted from 1.
        line: usize,
        /// Name and value.
        found: String,
    },
    /// What an instruction has to say.
    #[error("line {line}: {opcode} has no {wanted}")]
    Missing {
        /// Counted from 1.
        line: usize,
        /// What it is.
        opcode: String,
        /// The attribute's name.
        wanted: &'static str,
    },
    /// The values of a constant are not all there.
    #[error(
        "line {line}: the values of this constant are left out, do not fit its shape, or are of a type \
         that is not read here (as s4 or f8): a serialized HloModuleProto has them all"
    )]
    Constant {
        /// Counted from 1.
        line: usize,
    },
    /// The text ends within a computation.
    #[error("ends within the computation {name}: is the text cut short?")]
    NotClosed {
        /// Its name.
        name: String,
    },
    /// The module has no entry.
    #[error("found no computation marked ENTRY")]
    NoEntry,
}

/// Whether a text may be a module: its first word says so.
pub fn is_module_text(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"HloModule ")
}

/// The module of a text, with its schedule where it says that it has one.
///
/// # Errors
/// A line that is none, a name that is nowhere, or no entry.
pub fn parse(text: &str) -> Result<HloModuleProto, HloTextError> {
    read(text, Depth::Costs)
}

/// The module of a text that is to be compiled, all of it: with constants, shardings and layouts, and
/// groups of devices written out, which every compiler reads. Of its metadata the tables of files and
/// stack frames are left, and names that two computations share are told apart by a number.
///
/// # Errors
/// As [`parse`]; an attribute that is not known, is missing or has a value that is none; a name twice;
/// or a constant that was printed in part.
pub fn parse_whole(text: &str) -> Result<HloModuleProto, HloTextError> {
    let mut module = read(text, Depth::Whole)?;
    whole::complete(&mut module);
    Ok(module)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::hlo_text::{HloTextOptions, print, print_with};
    use crate::inspect::aliases::aliases;
    use crate::inspect::collectives::collectives;
    use crate::inspect::contract::additions;
    use crate::inspect::cycles::cycles;
    use crate::inspect::flops::flops;
    use crate::inspect::overlap::{flights, products};
    use crate::sharding::mesh::Mesh;
    use proptest::prelude::*;
    use prost::Message;

    const MODULES: [&[u8]; 5] = [
        include_bytes!("../../../tests/data/v4_update_tokens.hlo.pb"),
        include_bytes!("../../../tests/data/v6e_update_codes.hlo.pb"),
        include_bytes!("../../../tests/data/v6e_collectives.hlo.pb"),
        include_bytes!("../../../tests/data/cpu_update_codes.hlo.pb"),
        include_bytes!("../../../tests/data/cpu081_update_codes.hlo.pb"),
    ];

    #[test]
    fn a_printed_program_says_what_its_message_says() {
        let mesh = Mesh::of_sizes(&[4, 8]).expect("a mesh");
        for (number, bytes) in MODULES.into_iter().enumerate() {
            let message = HloModuleProto::decode(bytes).expect("a module");
            let text = print(&message);
            let read = parse(&text).unwrap_or_else(|error| panic!("module {number}: {error}"));
            // A scheduled module is printed in the order in which it runs, by ids it is in another.
            let rows = |module| {
                let mut rows = collectives(module, &mesh);
                rows.sort_by(|a, b| a.name.cmp(&b.name));
                rows
            };
            assert_eq!(rows(&read), rows(&message), "{number}");
            assert_eq!(aliases(&read), aliases(&message), "{number}");
            assert_eq!(flops(&read), flops(&message), "{number}");
            assert_eq!(cycles(&read), cycles(&message), "{number}");
            assert_eq!(flights(&read), flights(&message), "{number}");
            assert_eq!(products(&read), products(&message), "{number}");
            for result in 0..6 {
                assert_eq!(additions(&read, result), additions(&message, result), "{number}");
            }
            assert_eq!(print(&read).lines().count(), text.lines().count(), "{number}");
        }
    }

    /// All that a text says, constants too.
    fn printed(module: &HloModuleProto) -> String {
        let options = HloTextOptions {
            largest_constant: usize::MAX,
            metadata: true,
            ..HloTextOptions::default()
        };
        print_with(module, &options)
    }

    #[test]
    fn a_whole_program_is_printed_again_as_it_was() {
        let opcodes = &include_bytes!("../../../tests/data/opcodes.hlo.pb")[..];
        for (number, bytes) in MODULES.into_iter().chain([opcodes]).enumerate() {
            let mut message = HloModuleProto::decode(bytes).expect("a module");
            // Here groups of devices are always written out.
            whole::complete(&mut message);
            let text = printed(&message);
            let read = parse_whole(&text).unwrap_or_else(|error| panic!("{number}: {error}"));
            let (again, count) = (printed(&read), text.lines().count());
            for (found, wanted) in again.lines().zip(text.lines()) {
                assert_eq!(found, wanted, "{number}");
            }
            assert_eq!(again.lines().count(), count, "{number}");
        }
    }

    /// What is wrong with a program of this line.
    fn told(line: &str) -> String {
        let calls = "r {\n  p = f32[] parameter(0)\n}\n";
        let text =
            format!("HloModule m\n{calls}ENTRY e {{\n  a = f32[2] parameter(0)\n  {line}\n}}\n");
        parse_whole(&text).expect_err(line).to_string()
    }

    #[test]
    fn an_attribute_that_nobody_knows_or_that_says_nothing_is_an_error() {
        for wrong in [
            "mystery={1,2}",
            "direction",
            "sharding={devices=2}",
            "sharding={devices=[2]<=[2]Tjunk}",
            "sharding={replicated devices=[2]<=[2]}",
            "dimensions={0,x}",
            "channel_id=one",
            "is_stable=yes",
            "use_global_device_ids=True",
            "replica_groups={{0,1},{2,}}",
            "replica_groups=[2,2]",
            "replica_groups=[2,2]<=[2,2]T(1;0)",
            "replica_groups=[2,2]<=[x]",
            "replica_groups=[2,2]<=[3]",
            "source_target_pairs={{0-1},{1,0}}",
            "source_target_pairs=junk",
            "window={stride=2 size=2}",
            "window={size=2x2 stride=1xtwo}",
            "window={size=2 strides=1}",
            "window={size=2 rhs_reversal=x}",
            "dim_labels=b01f_01io->b01fjunk",
            "operand_precision={highest}",
            "operand_precision={9,9}",
            "padding=0_1_2_3",
        ] {
            let wanted =
                format!("line 7: found {wrong}, which is not known here or has no such value");
            assert_eq!(told(&format!("ROOT b = f32[2] negate(a), {wrong}")), wanted);
        }
    }

    #[test]
    fn a_line_that_is_no_instruction_or_says_too_little_is_an_error() {
        for wrong in [
            "b = f32[2,x]{1,0} negate(a)",
            "b = f32[2,?] negate(a)",
            "b = f32[2]{a} negate(a)",
            "b = f32[2]{0:T(8)(x)} negate(a)",
            "b = f32[2]{0:S(host)} negate(a)",
            "b = f32[2]{0:Q(8)} negate(a)",
            "b = (f32[2]{0}junk, f32[2]{0}) tuple(a, a)",
            "b = f32[2] parameter(1x)",
            "b = f32[2] add(a, , a)",
        ] {
            let told = told(wrong);
            assert!(told.ends_with("wanted NAME = SHAPE OPCODE(OPERANDS)"), "{wrong}: {told}");
        }
        for (line, wanted) in [
            ("b = f32[] get-tuple-element(a)", "line 7: get-tuple-element has no index"),
            (
                "b = f32[2] negate(a), control-predecessors={c}",
                "line 7: c is used and was not defined before",
            ),
            ("a = f32[2] negate(a)", "line 7: found a again, wanted it once"),
            (
                "b = f32[2] negate(a), metadata={}, metadata={}",
                "line 7: found metadata again, wanted it once",
            ),
            (
                "ROOT b = f32[2] negate(a)\n  ROOT c = f32[2] negate(a)",
                "line 8: found ROOT again, wanted it once",
            ),
            ("}\nr {\n  p = f32[] parameter(0)", "line 8: found r again, wanted it once"),
            ("}\nENTRY f {\n  p = f32[] parameter(0)", "line 8: found ENTRY again, wanted it once"),
            ("} garbage\nf {", "line 7: found \" garbage\", wanted nothing behind the brace"),
            (
                "}\nwhat is this\nf {",
                "line 8: found \"what is this\", wanted [ENTRY] NAME (PARAMETERS) -> SHAPE {",
            ),
        ] {
            assert_eq!(told(line), wanted);
        }
    }

    #[test]
    fn a_constant_has_the_values_of_its_shape_or_is_an_error() {
        for wrong in [
            "f32[2] constant({...})",
            "f32[2] constant({1})",
            "f32[2] constant({1, x})",
            "f32[2,3] constant({ { 1, 2, 3, 4 }, { 5, 6 } })",
            "f32[] constant({0.5})",
            "f32[] constant(0.5(hello))",
            "f32[] constant(nan(0x7))",
            "f32[] constant(1e999)",
            "f16[] constant(1e9)",
            "s8[] constant(300)",
            "s4[] constant(1)",
        ] {
            let told = told(&format!("b = {wrong}"));
            assert!(told.starts_with("line 7: the values of this constant"), "{wrong}: {told}");
        }
        let text =
            "HloModule m\nENTRY e {\n  a = f32[2,2] constant({ { 1, -inf }, { nan, 1e-40 } })\n}\n";
        let module = parse_whole(text).expect("a program");
        let literal = module.computations[0].instructions[0].literal.as_ref().expect("values");
        let bits = literal.f32s.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
        assert_eq!(bits, [1.0, f32::NEG_INFINITY, f32::NAN, 1e-40].map(f32::to_bits));
    }

    #[test]
    fn a_head_that_nobody_knows_is_an_error() {
        let told = |head: &str| {
            let text = format!("HloModule m, {head}\nENTRY e {{\n  a = f32[2] parameter(0)\n}}\n");
            parse_whole(&text).expect_err(head).to_string()
        };
        for wrong in [
            "mystery=1",
            "num_partitions=x",
            "is_scheduled=yes",
            "input_output_alias={ {}: (zero, {}) }",
            "input_output_alias={ {}: (0, {}, perhaps) }",
            "entry_computation_layout={(f32[2])}",
        ] {
            let wanted =
                format!("line 1: found {wrong}, which is not known here or has no such value");
            assert_eq!(told(wrong), wanted);
        }
        let cut =
            parse_whole("HloModule m\nENTRY e {\n  a = f32[2] parameter(0)\n").expect_err("cut");
        assert_eq!(cut.to_string(), "ends within the computation e: is the text cut short?");
    }

    #[test]
    fn computations_are_called_as_their_attributes_say_and_share_no_names() {
        let branch = |name: &str, op: &str| {
            format!("{name} {{\n  p = f32[] parameter(0)\n  ROOT r = f32[] {op}(p)\n}}\n")
        };
        let (t, f) = (branch("t", "negate"), branch("f", "exponential"));
        let entry = "ENTRY e {\n  p = pred[] parameter(0)\n  x = f32[] parameter(1)\n  ROOT c = f32[] \
                     conditional(p, x, x), false_computation=f, true_computation=t\n}\n";
        let module = parse_whole(&format!("HloModule m\n{t}{f}{entry}")).expect("a program");
        let id = |name: &str| module.computations.iter().find(|c| c.name == name).map(|c| c.id);
        let root = module.entry().and_then(|entry| entry.instructions.last()).expect("a root");
        let called: Vec<Option<i64>> =
            root.called_computation_ids.iter().copied().map(Some).collect();
        assert_eq!(called, [id("t"), id("f")]);
        let names = module.computations.iter().flat_map(|c| &c.instructions).map(|i| &i.name[..]);
        assert_eq!(names.collect::<Vec<_>>(), ["p", "r", "p.1", "r.1", "p.2", "x", "c"]);
    }

    #[test]
    fn wrong_lines_are_told_with_their_number() {
        let told = |text: &str| parse(text).expect_err("no module").to_string();
        assert_eq!(told("module { }"), "line 1: found \"module { }\", wanted HloModule NAME");
        let text = "HloModule m\n\nENTRY e {\n  x = f32[2] add(a, b)\n}\n";
        assert_eq!(told(text), "line 4: a is used and was not defined before");
        let text = "HloModule m\n\nENTRY e {\n  no instruction\n}\n";
        let wanted = "line 4: found \"no instruction\", wanted NAME = SHAPE OPCODE(OPERANDS)";
        assert_eq!(told(text), wanted);
        assert_eq!(told("HloModule m\n"), "found no computation marked ENTRY");
    }

    proptest! {
        #[test]
        fn broken_texts_are_an_error_and_never_a_panic(
            cut in any::<prop::sample::Index>(), changes in "\\PC{0,6}", module in 0..5_usize,
        ) {
            let message = HloModuleProto::decode(MODULES[module]).expect("a module");
            let mut text = print(&message);
            let mut place = cut.index(text.len());
            while !text.is_char_boundary(place) {
                place -= 1;
            }
            text.insert_str(place, &changes);
            let _ = (parse(&text), parse_whole(&text));
            text.truncate(place);
            let _ = (parse(&text), parse_whole(&text));
        }
    }
}
