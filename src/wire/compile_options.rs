//! `CompileOptionsProto`: how many partitions, which partitioner, which devices, which flags.

use std::collections::BTreeMap;

use prost::Message;

use crate::wire::xla_data::{ComputationDevice, DeviceAssignmentProto};

/// A compiler flag's value.
#[derive(Debug, Clone, PartialEq)]
pub enum OptionValue {
    /// Text.
    String(String),
    /// A truth value.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A number.
    Double(f64),
}

/// How a program is to be compiled, for SPMD partitioning of one replica.
#[derive(Debug, Clone, PartialEq)]
pub struct CompileOptions {
    /// How many devices the program is cut over.
    pub partitions: usize,
    /// Whether Shardy partitions it: on for `sdy` words, off for `mhlo.sharding` words and for
    /// every HLO proto. A wrong pair aborts one plugin and is silently unsharded on another.
    pub shardy: bool,
    /// The device id of each partition; the plugin's own order when `None`.
    pub device_assignment: Option<Vec<i64>>,
    /// Compiler flags by name without dashes, such as `xla_dump_to`.
    pub overrides: BTreeMap<String, OptionValue>,
}

impl CompileOptions {
    /// Options for this many partitions, with nothing else asked.
    pub fn new(partitions: usize, shardy: bool) -> Self {
        CompileOptions { partitions, shardy, device_assignment: None, overrides: BTreeMap::new() }
    }

    /// The serialized `CompileOptionsProto`; equal options give equal bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let partitions = i64::try_from(self.partitions).unwrap_or(i64::MAX);
        let device = |id: &i64| ComputationDevice { replica_device_ids: vec![*id] };
        let device_assignment = self.device_assignment.as_ref().map(|ids| DeviceAssignmentProto {
            replica_count: 1,
            computation_count: i32::try_from(ids.len()).unwrap_or(i32::MAX),
            computation_devices: ids.iter().map(device).collect(),
        });
        let value = |value: &OptionValue| OptionOverrideProto {
            value: Some(match value {
                OptionValue::String(text) => OverrideValue::String(text.clone()),
                OptionValue::Bool(value) => OverrideValue::Bool(*value),
                OptionValue::Int(value) => OverrideValue::Int(*value),
                OptionValue::Double(value) => OverrideValue::Double(*value),
            }),
        };
        let proto = CompileOptionsProto {
            executable_build_options: Some(ExecutableBuildOptionsProto {
                num_replicas: 1,
                num_partitions: partitions,
                use_spmd_partitioning: true,
                device_assignment,
                use_shardy_partitioner: self.shardy,
            }),
            env_option_overrides: self
                .overrides
                .iter()
                .map(|(name, found)| (name.clone(), value(found)))
                .collect(),
        };
        proto.encode_to_vec()
    }
}

/// `xla.CompileOptionsProto`, the fields that vqbit sets.
///
/// No `DebugOptions`: a partial one would replace all defaults. Source:
/// `xla/pjrt/proto/compile_options.proto`.
#[derive(Clone, PartialEq, Message)]
pub struct CompileOptionsProto {
    /// How the executable is built.
    #[prost(message, optional, tag = "3")]
    pub executable_build_options: Option<ExecutableBuildOptionsProto>,
    /// Flags by name.
    #[prost(btree_map = "string, message", tag = "7")]
    pub env_option_overrides: BTreeMap<String, OptionOverrideProto>,
}

/// `xla.ExecutableBuildOptionsProto`, the fields that vqbit sets.
#[derive(Clone, PartialEq, Message)]
pub struct ExecutableBuildOptionsProto {
    /// How many replicas; 0 aborts CPU plugins.
    #[prost(int64, tag = "4")]
    pub num_replicas: i64,
    /// How many partitions.
    #[prost(int64, tag = "5")]
    pub num_partitions: i64,
    /// Whether one program is cut over the partitions.
    #[prost(bool, tag = "6")]
    pub use_spmd_partitioning: bool,
    /// Which device each partition is.
    #[prost(message, optional, tag = "9")]
    pub device_assignment: Option<DeviceAssignmentProto>,
    /// Whether Shardy does it, and not GSPMD.
    #[prost(bool, tag = "19")]
    pub use_shardy_partitioner: bool,
}

/// `xla.OptionOverrideProto`.
#[derive(Clone, PartialEq, Message)]
pub struct OptionOverrideProto {
    /// The value.
    #[prost(oneof = "OverrideValue", tags = "1, 2, 3, 4")]
    pub value: Option<OverrideValue>,
}

/// The value of an [`OptionOverrideProto`].
#[derive(Clone, PartialEq, prost::Oneof)]
pub enum OverrideValue {
    /// Text.
    #[prost(string, tag = "1")]
    String(String),
    /// A truth value.
    #[prost(bool, tag = "2")]
    Bool(bool),
    /// An integer.
    #[prost(int64, tag = "3")]
    Int(i64),
    /// A number.
    #[prost(double, tag = "4")]
    Double(f64),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn the_two_partitioners_have_the_bytes_that_plugins_take() {
        assert_eq!(hex(&CompileOptions::new(32, false).to_bytes()), "1a06200128203001");
        assert_eq!(hex(&CompileOptions::new(32, true).to_bytes()), "1a09200128203001980101");
    }

    #[test]
    fn a_device_assignment_lists_each_partition() {
        let mut options = CompileOptions::new(2, false);
        options.device_assignment = Some(vec![1, 0]);
        let assignment = "080110021a030a01011a030a0100";
        assert_eq!(hex(&options.to_bytes()), format!("1a162001280230014a0e{assignment}"));
        let mut options = CompileOptions::new(32, false);
        options.device_assignment = Some((0..32).collect());
        assert_eq!(options.to_bytes().len(), 176);
    }

    #[test]
    fn flags_are_sorted_and_keep_false_and_zero() {
        let mut options = CompileOptions::new(1, false);
        options.overrides = BTreeMap::from([
            ("c".to_owned(), OptionValue::Int(0)),
            ("b".to_owned(), OptionValue::Bool(false)),
            ("a".to_owned(), OptionValue::String("x".into())),
            ("d".to_owned(), OptionValue::Double(1.0)),
        ]);
        let flags = "3a080a016112030a0178".to_owned()
            + "3a070a016212021000"
            + "3a070a016312021800"
            + "3a0e0a0164120921000000000000f03f";
        assert_eq!(hex(&options.to_bytes()), format!("1a06200128013001{flags}"));
        assert_eq!(options.to_bytes(), options.clone().to_bytes());
    }
}
