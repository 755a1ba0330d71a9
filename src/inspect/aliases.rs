//! Which outputs a program writes over its parameters.

use crate::wire::hlo::{AliasKind, HloModuleProto};

/// One output that is written over a parameter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Alias {
    /// Which element of the output tuple; empty for the whole output.
    pub output_index: Vec<i64>,
    /// Which parameter.
    pub parameter: i64,
    /// Which element of the parameter; empty for the whole parameter.
    pub parameter_index: Vec<i64>,
    /// Whether the caller must donate the parameter.
    pub must: bool,
}

/// The aliases in the order of the outputs.
pub fn aliases(module: &HloModuleProto) -> Vec<Alias> {
    let entries = module.input_output_alias.iter().flat_map(|aliases| &aliases.entries);
    let mut aliases: Vec<Alias> = entries
        .map(|entry| Alias {
            output_index: entry.output_shape_index.clone(),
            parameter: entry.parameter_number,
            parameter_index: entry.parameter_shape_index.clone(),
            must: entry.kind() == AliasKind::MustAlias,
        })
        .collect();
    aliases.sort();
    aliases
}

#[cfg(test)]
mod tests {
    use super::*;
    use prost::Message;

    #[test]
    fn the_donated_state_of_an_update_step_is_found() {
        let bytes = include_bytes!("../../tests/data/v4_update_tokens.hlo.pb");
        let module = HloModuleProto::decode(bytes.as_slice()).expect("a module");
        let found: Vec<(Vec<i64>, i64)> =
            aliases(&module).into_iter().map(|a| (a.output_index, a.parameter)).collect();
        assert_eq!(found, [(vec![3], 1), (vec![4], 2), (vec![5], 3)]);
    }
}
