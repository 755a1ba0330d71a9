//! The `@main` that JAX calls, as StableHLO text: it takes and gives arrays in JAX's order and calls
//! the step, which keeps its own.
//!
//! Source: the module calling convention of `jax.export`, version 10.

use crate::emit::jax_export::Platforms;
use crate::emit::jax_export::backward::Backward;
use crate::emit::jax_export::function::{Array, parameters, results};
use crate::emit::sharding::shardy_text;
use crate::emit::stablehlo::words::{number, tensor, tensors};
use crate::emit::stablehlo::{STEP, to_text_around};
use crate::ir::shape::{ElementType, Shape};
use crate::ir::verify::Verified;

/// The name of the number that tells on which platform the program runs; no array has a point.
const PLATFORM: &str = "%platform.index";

/// The program of a step.
pub(super) fn forward_text(
    graph: &Verified,
    arguments: &[Array],
    given: &[Array],
    platforms: &Platforms,
) -> String {
    let module = graph.module();
    let donation = |array: &Array| {
        let number = module.parameters.iter().position(|port| port.name == array.name);
        let alias = module.aliases.iter().find(|alias| Some(alias.parameter) == number)?;
        let result = &module.results[alias.result].name;
        given.iter().position(|other| other.name == *result)
    };
    let argument = |array: &Array| {
        let donated = donation(array)
            .map_or_else(String::new, |result| format!("tf.aliasing_output = {result} : i32"));
        port(array, &[sharding(graph, array), donated])
    };
    let arguments: Vec<String> = arguments.iter().map(argument).collect();
    let mut body = vec![call(graph)];
    let values: Vec<String> =
        given.iter().map(|array| result_of_call(graph, &array.name)).collect();
    body.push(returned(&values, given));
    let given: Vec<String> = given.iter().map(|array| result(graph, array)).collect();
    to_text_around(graph, &main(platforms, &arguments, &given, &body))
}

/// The program of a backward function: gradients that its graph makes, and zeros for the others.
pub(super) fn backward_text(
    backward: &Backward<'_>,
    arguments: &[Array],
    given: &[Array],
    platforms: &Platforms,
) -> String {
    let graph = backward.graph;
    let made = results(graph);
    let watched: Vec<&Array> = arguments.iter().filter(|array| backward.watches(array)).collect();
    let mut body = not_given(graph, arguments);
    body.push(call(graph));
    body.extend(asked_for(&watched));
    let mut values = Vec::with_capacity(given.len());
    for array in given {
        let is_made = made.iter().any(|result| result.name == array.name);
        let value =
            if is_made { result_of_call(graph, &array.name) } else { zeros(array, &mut body) };
        values.push(if is_made { spoilt(value, array, &watched, &mut body) } else { value });
    }
    body.push(returned(&values, given));
    let taken = arguments.iter().filter(|array| backward.needs(array));
    let taken: Vec<String> = taken.map(|array| port(array, &[sharding(graph, array)])).collect();
    let given: Vec<String> = given.iter().map(|array| result(graph, array)).collect();
    to_text_around(graph, &main(platforms, &taken, &given, &body))
}

/// A function of these ports and lines.
fn main(platforms: &Platforms, arguments: &[String], given: &[String], body: &[String]) -> String {
    let platform = format!("{PLATFORM}: tensor<i32> {{jax.global_constant = \"_platform_index\"}}");
    let mut ports: Vec<&str> = arguments.iter().map(String::as_str).collect();
    if platforms.names().len() > 1 {
        ports.insert(0, &platform);
    }
    let (ports, given) = (ports.join(",\n      "), given.join(",\n      "));
    let body: String = body.iter().map(|line| format!("    {line}\n")).collect();
    format!("  func.func public @main(\n      {ports}) -> (\n      {given}) {{\n{body}  }}\n")
}

/// `%codebook: tensor<64x768xf32> {sdy.sharding = ...}`.
fn port(array: &Array, attributes: &[String]) -> String {
    let said: Vec<&str> =
        attributes.iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
    let attributes =
        if said.is_empty() { String::new() } else { format!(" {{{}}}", said.join(", ")) };
    format!("%{}: {}{attributes}", array.name, type_of(array))
}

fn result(graph: &Verified, array: &Array) -> String {
    let mut attributes = format!("jax.result_info = {:?}", array.name);
    let sharding = sharding(graph, array);
    if !sharding.is_empty() {
        attributes = format!("{attributes}, {sharding}");
    }
    format!("{} {{{attributes}}}", type_of(array))
}

/// How an array lies, where there are devices to lie on.
fn sharding(graph: &Verified, array: &Array) -> String {
    let mesh = &graph.module().mesh;
    if mesh.device_count() == 1 || array.is_float0 {
        return String::new();
    }
    format!("sdy.sharding = #sdy.sharding{}", shardy_text(&array.spec, mesh))
}

/// The type of an array; JAX has flags in the place of `float0`.
fn type_of(array: &Array) -> String {
    if array.is_float0 {
        return tensor(&array.shape.with_type(ElementType::Pred));
    }
    tensor(&array.shape)
}

/// Calls the step with its arrays in its own order.
fn call(graph: &Verified) -> String {
    let (taken, given) = (parameters(graph), results(graph));
    let names: Vec<String> = taken.iter().map(|array| format!("%{}", array.name)).collect();
    let types = |arrays: &[Array]| tensors(arrays.iter().map(|array| &array.shape));
    let (from, to) = (types(&taken), types(&given));
    let count = given.len();
    format!("%step:{count} = func.call @{STEP}({}) : ({from}) -> ({to})", names.join(", "))
}

/// What the graph takes and nobody gives: gradients of results that there are not.
fn not_given(graph: &Verified, arguments: &[Array]) -> Vec<String> {
    let given = |array: &Array| arguments.iter().any(|argument| argument.name == array.name);
    let zero = |array: &Array| {
        format!("%{} = stablehlo.constant dense<0.0> : {}", array.name, type_of(array))
    };
    parameters(graph).iter().filter(|array| !given(array)).map(zero).collect()
}

fn result_of_call(graph: &Verified, name: &str) -> String {
    let number = graph.module().results.iter().position(|port| port.name == name);
    format!("%step#{}", number.unwrap_or(0))
}

fn returned(values: &[String], arrays: &[Array]) -> String {
    let types: Vec<String> = arrays.iter().map(type_of).collect();
    format!("func.return {} : {}", values.join(", "), types.join(", "))
}

fn zeros(array: &Array, body: &mut Vec<String>) -> String {
    let name = format!("%zeros.{}", array.name);
    let zero = if array.is_float0 { "false" } else { "0.0" };
    body.push(format!("{name} = stablehlo.constant dense<{zero}> : {}", type_of(array)));
    name
}

/// `%asked.N`: whether any of the first N gradients is not zero. All are of one shape, the loss's.
fn asked_for(watched: &[&Array]) -> Vec<String> {
    let Some(first) = watched.first() else { return vec![] };
    let (floats, flags) = (tensor(&first.shape), flags(&first.shape));
    let mut lines = vec![
        format!("%none = stablehlo.constant dense<0.0> : {floats}"),
        format!("%asked.0 = stablehlo.constant dense<false> : {flags}"),
    ];
    for (number, array) in watched.iter().enumerate() {
        let (name, next) = (&array.name, number + 1);
        lines.push(format!(
            "%is.{name} = stablehlo.compare NE, %{name}, %none, FLOAT : ({floats}, {floats}) -> \
             {flags}"
        ));
        lines.push(format!("%asked.{next} = stablehlo.or %asked.{number}, %is.{name} : {flags}"));
    }
    lines
}

/// The value, or NaN throughout where a watched gradient is asked for, whose dimensions are the
/// first of the array's.
fn spoilt(value: String, array: &Array, watched: &[&Array], body: &mut Vec<String>) -> String {
    let Some(first) = watched.first() else { return value };
    let (name, floats, spread) = (&array.name, tensor(&array.shape), flags(&array.shape));
    let dims: Vec<String> =
        (0..first.shape.rank()).map(|dimension| dimension.to_string()).collect();
    let nan = number(array.shape.element_type, f64::NAN);
    body.push(format!(
        "%asked.{name} = stablehlo.broadcast_in_dim %asked.{}, dims = [{}] : ({}) -> {spread}",
        watched.len(),
        dims.join(", "),
        flags(&first.shape)
    ));
    body.push(format!("%nan.{name} = stablehlo.constant dense<{nan}> : {floats}"));
    body.push(format!(
        "%told.{name} = stablehlo.select %asked.{name}, %nan.{name}, {value} : {spread}, {floats}"
    ));
    format!("%told.{name}")
}

fn flags(shape: &Shape) -> String {
    tensor(&shape.with_type(ElementType::Pred))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::jax_export::Platform;
    use crate::emit::jax_export::function::Function;
    use crate::ir::builder::Builder;
    use crate::ir::verify::verify;
    use crate::sharding::mesh::Mesh;
    use crate::sharding::spec::PartitionSpec;

    /// A graph that passes arrays on under other names.
    fn passing(pairs: &[(&str, &str)], dims: &[usize]) -> Verified {
        let mut b = Builder::new("pass", Mesh::of_sizes(&[1]).expect("a mesh"));
        for (taken, given) in pairs {
            let (shape, whole) =
                (Shape::new(ElementType::F32, dims), PartitionSpec::replicated(dims.len()));
            let x = b.parameter(taken, shape, whole.clone()).expect("a parameter");
            b.result(given, x, whole);
        }
        verify(b.finish()).expect("a graph")
    }

    /// The lines of `@main`.
    fn main_of<'a>(function: &'a Function<'a>) -> Vec<&'a str> {
        let text = function.text.split("  func.func private").next().unwrap_or_default();
        text.lines().map(str::trim).skip_while(|line| !line.contains("@main")).collect()
    }

    #[test]
    fn main_takes_and_gives_arrays_in_the_order_of_their_names() {
        let graph = passing(&[("x", "v"), ("a", "w")], &[2]);
        let function = Function::forward(&graph, &Platforms::all());
        assert_eq!(
            main_of(&function),
            [
                "func.func public @main(",
                "%platform.index: tensor<i32> {jax.global_constant = \"_platform_index\"},",
                "%a: tensor<2xf32>,",
                "%x: tensor<2xf32>) -> (",
                "tensor<2xf32> {jax.result_info = \"v\"},",
                "tensor<2xf32> {jax.result_info = \"w\"}) {",
                "%step:2 = func.call @step(%x, %a) : (tensor<2xf32>, tensor<2xf32>) -> \
                 (tensor<2xf32>, tensor<2xf32>)",
                "func.return %step#0, %step#1 : tensor<2xf32>, tensor<2xf32>",
                "}"
            ]
        );
    }

    #[test]
    fn a_gradient_that_is_not_told_spoils_those_that_are_made() {
        let forward = passing(&[("a", "loss"), ("x", "mse")], &[]);
        let graph = passing(&[("d_loss", "d_x")], &[]);
        let backward = Backward::new(&forward, &graph, &["mse"]).expect("a backward function");
        let platforms = Platforms::new(&[Platform::Tpu]).expect("a platform");
        let function = Function::backward(&forward, &backward, &platforms);
        assert_eq!(function.kept, [2, 3]);
        assert_eq!(
            main_of(&function)[1..],
            [
                "%d_loss: tensor<f32>,",
                "%d_mse: tensor<f32>) -> (",
                "tensor<f32> {jax.result_info = \"d_a\"},",
                "tensor<f32> {jax.result_info = \"d_x\"}) {",
                "%step:1 = func.call @step(%d_loss) : (tensor<f32>) -> (tensor<f32>)",
                "%none = stablehlo.constant dense<0.0> : tensor<f32>",
                "%asked.0 = stablehlo.constant dense<false> : tensor<i1>",
                "%is.d_mse = stablehlo.compare NE, %d_mse, %none, FLOAT : (tensor<f32>, \
                 tensor<f32>) -> tensor<i1>",
                "%asked.1 = stablehlo.or %asked.0, %is.d_mse : tensor<i1>",
                "%zeros.d_a = stablehlo.constant dense<0.0> : tensor<f32>",
                "%asked.d_x = stablehlo.broadcast_in_dim %asked.1, dims = [] : (tensor<i1>) -> \
                 tensor<i1>",
                "%nan.d_x = stablehlo.constant dense<0x7FC00000> : tensor<f32>",
                "%told.d_x = stablehlo.select %asked.d_x, %nan.d_x, %step#0 : tensor<i1>, \
                 tensor<f32>",
                "func.return %zeros.d_a, %told.d_x : tensor<f32>, tensor<f32>",
                "}"
            ]
        );
    }
}
