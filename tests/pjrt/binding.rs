//! The PJRT binding on real plugins: three CPU plugins of different ages and libtpu.
//!
//! Each plugin has a process of its own: a test here starts this binary again, with the plugin in
//! its environment, to run the one test that does the work. The plugins' paths come from the
//! `VQBIT_TEST_*` variables that `scripts/test` sets.

use vqbit::pjrt::buffer::{Buffer, BufferType};
use vqbit::pjrt::client::{Client, Device};
use vqbit::pjrt::error::{ErrorCode, PjrtError};
use vqbit::pjrt::loaded::LoadedExecutable;
use vqbit::pjrt::named_value::{NamedValue, NamedValues};
use vqbit::pjrt::plugin::Plugin;
use vqbit::wire::compile_options::{CompileOptions, OptionValue};
use vqbit::wire::program::{Program, ProgramFormat};

use crate::subject::{ADD, CPU_081, CPU_106, CPU_115, LIBTPU, TOTAL, in_a_process, subject};

fn mlir(text: &str) -> Program {
    Program { format: ProgramFormat::Mlir, bytes: text.as_bytes().to_vec() }
}

#[test]
fn cpu_0_81() {
    in_a_process("binding::the_suite_of_one_cpu_plugin", CPU_081);
}

#[test]
fn cpu_0_106() {
    in_a_process("binding::the_suite_of_one_cpu_plugin", CPU_106);
}

#[test]
fn cpu_0_115() {
    in_a_process("binding::the_suite_of_one_cpu_plugin", CPU_115);
}

#[test]
fn libtpu() {
    in_a_process("binding::the_suite_of_libtpu", LIBTPU);
}

/// Does nothing unless `in_a_process` started it.
#[test]
fn the_suite_of_one_cpu_plugin() {
    let Some(path) = subject() else { return };
    let plugin = Plugin::load(&path).expect("the plugin loads");
    let minor = plugin.api_version().minor;
    assert_eq!(
        plugin.struct_size(),
        match minor {
            81 => 984,
            106 => 1128,
            _ => 1144,
        }
    );
    let missing: &[&str] =
        if minor < 101 { &["PJRT_TopologyDescription_Fingerprint"] } else { &[] };
    assert_eq!(plugin.missing_functions(), missing);
    assert!(plugin.functions().contains(&"PJRT_Client_Compile"));
    let attributes = plugin.attributes().expect("attributes");
    assert!(matches!(
        attributes.get("stablehlo_current_version"),
        Some(NamedValue::Int64List(version)) if version.len() == 3
    ));
    let error = plugin.create_topology("v4:2x2x4", &NamedValues::new()).expect_err("a CPU");
    assert_eq!(error.code(), Some(ErrorCode::Unimplemented));
    assert!(error.is_unsupported());

    let count = NamedValues::from([("cpu_device_count".to_owned(), NamedValue::Int64(4))]);
    let client = plugin.create_client(&count).expect("a client");
    assert_eq!(client.platform_name().expect("a name"), "cpu");
    let devices = client.devices().expect("devices");
    assert_eq!(devices.iter().map(Device::id).collect::<Vec<_>>(), [0, 1, 2, 3]);

    addition(&plugin, &client);
    assigned_devices(&client);
    all_reduce(&client);
    errors(&plugin, &client, &devices);
    shared_between_threads(&client);
}

/// Uploads f32 rows `start..`, two a device.
fn rows(client: &Client, devices: &[Device], start: usize) -> Vec<Buffer> {
    let upload = |(index, device): (usize, &Device)| {
        #[allow(clippy::cast_precision_loss, reason = "small numbers")]
        let values = (0..4).map(|i| (start + 4 * index + i) as f32);
        let bytes: Vec<u8> = values.flat_map(f32::to_le_bytes).collect();
        client.buffer_from_host(&bytes, BufferType::F32, &[2, 2], device).expect("a buffer")
    };
    devices.iter().enumerate().map(upload).collect()
}

fn floats(buffer: &Buffer) -> Vec<f32> {
    let bytes = buffer.to_host().expect("the array");
    bytes.as_chunks().0.iter().map(|chunk| f32::from_le_bytes(*chunk)).collect()
}

/// Runs the addition, and checks that `x` is gone and `y` is not.
fn run_addition(client: &Client, loaded: &LoadedExecutable) {
    let devices = loaded.devices().expect("devices");
    let (x, y) = (rows(client, &devices, 0), rows(client, &devices, 100));
    let arguments: Vec<Vec<&Buffer>> = x.iter().zip(&y).map(|(x, y)| vec![x, y]).collect();
    let outputs = loaded.execute(&arguments).expect("it runs");
    assert_eq!(outputs.len(), 4);
    assert_eq!(outputs[3][0].dimensions().expect("dimensions"), [2, 2]);
    assert_eq!(outputs[3][0].element_type().expect("a type"), BufferType::F32);
    assert_eq!(floats(&outputs[0][0]), [100.0, 102.0, 104.0, 106.0]);
    assert_eq!(floats(&outputs[3][0]), [124.0, 126.0, 128.0, 130.0]);
    assert!(x.iter().all(|buffer| buffer.is_deleted().expect("a state")), "x is donated");
    assert!(y.iter().all(|buffer| !buffer.is_deleted().expect("a state")), "y is not");
    let again = loaded.execute(&arguments).expect_err("x is gone");
    assert_eq!(again.to_string(), "execute: argument 0 of partition 0 was donated before");
    let gone = x[0].to_host().expect_err("x is gone");
    assert!(matches!(gone, PjrtError::Call { function: "PJRT_Buffer_ToHostBuffer", .. }));
}

fn addition(plugin: &Plugin, client: &Client) {
    let options = CompileOptions::new(4, true).to_bytes();
    let loaded = client.compile(&mlir(ADD), &options).expect("it compiles");
    let executable = loaded.executable();
    assert_eq!(executable.name().expect("a name"), "add");
    assert_eq!(executable.num_partitions().expect("a number"), 4);
    assert_eq!(executable.num_replicas().expect("a number"), 1);
    let outputs = executable.outputs().expect("outputs");
    assert_eq!(outputs.len(), 1);
    assert_eq!(
        (outputs[0].element_type, &outputs[0].dimensions[..]),
        (BufferType::F32, &[2, 2][..])
    );
    let optimized = executable.optimized_program().expect("a program");
    assert_eq!(optimized.format, "hlo_with_config");
    assert!(!optimized.hlo_module().expect("a module").is_empty());
    let stats = executable.memory_stats().expect("an answer").expect("stats");
    assert_eq!(stats.argument_bytes, Some(32));
    assert_eq!(stats.output_bytes.map(|bytes| bytes >= 16), Some(true));
    assert_eq!(stats.alias_bytes, Some(16));
    assert_eq!(stats.total_bytes.is_some(), plugin.api_version().minor >= 104, "{stats:?}");
    let costs = executable.cost_analysis().expect("an answer");
    assert_eq!(costs.is_some(), plugin.api_version().minor < 106, "{costs:?}");
    assert!(executable.fingerprint().expect("an answer").is_some_and(|bytes| !bytes.is_empty()));
    assert!(executable.code_bytes().is_ok());
    let cut_in_four = vec![8, 3, 26, 2, 4, 1, 74, 1, 4, 82, 1, 0];
    let has_shardings = plugin.extensions().contains(&"shardings".to_owned());
    let wanted = |count| has_shardings.then(|| vec![cut_in_four.clone(); count]);
    assert_eq!(executable.parameter_shardings().expect("an answer"), wanted(2));
    assert_eq!(executable.output_shardings().expect("an answer"), wanted(1));
    run_addition(client, &loaded);
    let bytes = executable.serialize().expect("an answer").expect("bytes");
    let loaded = client.deserialize_and_load(&bytes).expect("it loads");
    run_addition(client, &loaded);
}

/// Partition i runs on device 3 - i, and the results still come in the order of partitions.
fn assigned_devices(client: &Client) {
    let mut options = CompileOptions::new(4, true);
    options.device_assignment = Some(vec![3, 2, 1, 0]);
    let loaded = client.compile(&mlir(ADD), &options.to_bytes()).expect("it compiles");
    let devices = loaded.devices().expect("devices");
    assert_eq!(devices.iter().map(Device::id).collect::<Vec<_>>(), [3, 2, 1, 0]);
    run_addition(client, &loaded);
}

fn all_reduce(client: &Client) {
    let options = CompileOptions::new(4, true).to_bytes();
    let loaded = client.compile(&mlir(TOTAL), &options).expect("it compiles");
    let devices = loaded.devices().expect("devices");
    let upload = |(index, device): (i32, &Device)| {
        let bytes = [2 * index, 2 * index + 1].map(i32::to_le_bytes).concat();
        client.buffer_from_host(&bytes, BufferType::S32, &[2], device).expect("a buffer")
    };
    let x: Vec<Buffer> = (0..).zip(&devices).map(upload).collect();
    let arguments: Vec<Vec<&Buffer>> = x.iter().map(|x| vec![x]).collect();
    for _ in 0..20 {
        for outputs in loaded.execute(&arguments).expect("it runs") {
            assert_eq!(outputs[0].dimensions().expect("dimensions"), [0_i64; 0]);
            assert_eq!(outputs[0].to_host().expect("the sum"), 28_i32.to_le_bytes());
        }
    }
}

fn errors(plugin: &Plugin, client: &Client, devices: &[Device]) {
    let options = CompileOptions::new(4, true).to_bytes();
    let error = client.compile(&mlir("module {"), &options).expect_err("bad MLIR");
    assert!(matches!(error, PjrtError::Call { function: "PJRT_Client_Compile", .. }));
    let error = client.compile(&mlir(ADD), b"nonsense").expect_err("bad options");
    assert_eq!(error.code(), Some(ErrorCode::InvalidArgument));

    let mut unknown = CompileOptions::new(4, true);
    unknown.overrides.insert("xla_no_such_flag".into(), OptionValue::Bool(true));
    let error = client.compile(&mlir(ADD), &unknown.to_bytes()).expect_err("unknown flag");
    assert!(error.to_string().contains("No such compile option: 'xla_no_such_flag'"), "{error}");

    let loaded = client.compile(&mlir(ADD), &options).expect("it compiles");
    let error = loaded.execute(&[vec![]]).expect_err("one list for four devices");
    assert_eq!(error.to_string(), "execute: found argument lists of lengths [0], wanted 4 of 2");
    let error = loaded.execute(&[vec![], vec![], vec![], vec![]]).expect_err("no arguments");
    assert!(matches!(error, PjrtError::ArgumentLists { parameters: 2, .. }));
    let whole =
        client.buffer_from_host(&[0; 64], BufferType::F32, &[8, 2], &devices[0]).expect("a buffer");
    let lists: Vec<Vec<&Buffer>> = (0..4).map(|_| vec![&whole, &whole]).collect();
    assert_eq!(
        loaded.execute(&lists).expect_err("not cut").to_string(),
        "execute: argument 0 of partition 0: found dimensions [8, 2], wanted [2, 2]"
    );

    let other = plugin.create_client(&NamedValues::new()).expect("a second client");
    let foreign = rows(&other, &other.devices().expect("devices")[..1], 0);
    let lists: Vec<Vec<&Buffer>> = (0..4).map(|_| vec![&foreign[0], &foreign[0]]).collect();
    let error = loaded.execute(&lists).expect_err("buffers of another client");
    assert!(matches!(error, PjrtError::OtherClient { object: "buffer", .. }));
    let error = other
        .buffer_from_host(&[0; 4], BufferType::F32, &[], &devices[0])
        .expect_err("a device of another client");
    assert!(matches!(error, PjrtError::OtherClient { object: "device", .. }));
}

fn shared_between_threads(client: &Client) {
    let options = CompileOptions::new(4, true).to_bytes();
    let loaded = client.compile(&mlir(ADD), &options).expect("it compiles");
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| run_addition(client, &loaded));
        }
    });
}

/// Does nothing unless `in_a_process` started it.
#[test]
fn the_suite_of_libtpu() {
    let Some(path) = subject() else { return };
    let plugin = Plugin::load(&path).expect("the plugin loads");
    assert!(plugin.extensions().contains(&"tpu_topology".to_owned()));
    assert_eq!(plugin.missing_functions(), [""; 0]);
    for (name, count) in [("v5e:2x2", 4), ("v4:2x2x4", 32)] {
        let topology = plugin.create_topology(name, &NamedValues::new()).expect("a topology");
        assert_eq!(topology.platform_name().expect("a name"), "tpu");
        assert!(topology.platform_version().expect("a version").starts_with("TFRT TPU v"));
        assert!(topology.attributes().expect("attributes").contains_key("wrap"));
        assert!(topology.fingerprint().expect("an answer").is_some());
        assert!(!topology.serialize().expect("bytes").is_empty());
        let devices = topology.devices().expect("devices");
        assert_eq!(devices.len(), count);
        assert_eq!(devices[0].coords(), Some(&[0, 0, 0][..]));
        assert!(devices[0].core_on_chip().is_some() && devices[0].num_cores().is_some());
        assert!(devices[0].device_memory_bytes_limit().is_some_and(|bytes| bytes > 1 << 33));

        let text = ADD.replace("\"data\"=4", &format!("\"data\"={count}"));
        let text = text.replace("8x2x", &format!("{}x2x", 2 * count));
        let options = CompileOptions::new(count, true).to_bytes();
        let executable = topology.compile(&mlir(&text), &options).expect("it compiles");
        assert_eq!(executable.num_partitions().expect("a number"), count);
        assert_eq!(executable.outputs().expect("outputs")[0].dimensions, [2, 2]);
        assert!(!executable.serialize().expect("an answer").expect("bytes").is_empty());
        let optimized = executable.optimized_program().expect("a program");
        assert!(!optimized.hlo_module().expect("a module").is_empty());
        let stats = executable.memory_stats().expect("an answer").expect("stats");
        assert!(stats.peak_unpadded_heap_bytes.is_some() && stats.alias_bytes > Some(0));
        let costs = executable.cost_analysis().expect("an answer").expect("costs");
        assert_eq!(costs.get("flops"), Some(&NamedValue::Float(4.0)));
        assert_eq!(executable.fingerprint().expect("an answer").map(|bytes| bytes.len()), Some(32));
        assert!(executable.code_bytes().is_ok_and(|bytes| bytes > 0));
        assert!(executable.output_shardings().expect("an answer").is_some());
    }
    let megacore = NamedValue::String("megacore".into());
    let megacore = NamedValues::from([("chip_config_name".to_owned(), megacore)]);
    let topology = plugin.create_topology("v4:2x2x4", &megacore).expect("a topology");
    assert_eq!(topology.devices().expect("devices").len(), 16);
    let error = plugin.create_topology("v9:2x2", &NamedValues::new()).expect_err("no such chip");
    assert!(error.to_string().contains("v9"), "{error}");
    let error = plugin.create_client(&NamedValues::new()).expect_err("no TPU here");
    assert_eq!(error.code(), Some(ErrorCode::NotFound));
}
