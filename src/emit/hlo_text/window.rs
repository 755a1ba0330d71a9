//! Windows, paddings and convolution dimensions as HLO text writes them: `size=2x2 pad=0_1x0_1`.

use crate::wire::xla_data::{ConvolutionDimensionNumbers, PaddingConfig, Window, WindowDimension};

/// `window={size=2x2 stride=2x2 pad=0_1x0_1}`, what is usual left out.
pub(super) fn window_text(window: &Window) -> String {
    let joined = |one: &dyn Fn(&WindowDimension) -> String| {
        window.dimensions.iter().map(one).collect::<Vec<_>>().join("x")
    };
    let mut parts = vec![format!("size={}", joined(&|d| d.size.to_string()))];
    let mut part = |name: &str, unusual: &dyn Fn(&WindowDimension) -> bool, text: String| {
        if window.dimensions.iter().any(unusual) {
            parts.push(format!("{name}={text}"));
        }
    };
    part("stride", &|d| d.stride != 1, joined(&|d| d.stride.to_string()));
    let padded = |d: &WindowDimension| d.padding_low != 0 || d.padding_high != 0;
    part("pad", &padded, joined(&|d| format!("{}_{}", d.padding_low, d.padding_high)));
    part("lhs_dilate", &|d| d.base_dilation != 1, joined(&|d| d.base_dilation.to_string()));
    part("rhs_dilate", &|d| d.window_dilation != 1, joined(&|d| d.window_dilation.to_string()));
    let reversed = joined(&|d| i32::from(d.window_reversal).to_string());
    part("rhs_reversal", &|d| d.window_reversal, reversed);
    format!("window={{{}}}", parts.join(" "))
}

/// `0_1x0_2_1`: low, high, and interior where any is not zero.
pub(super) fn padding_text(padding: &PaddingConfig) -> String {
    let interior = padding.dimensions.iter().any(|d| d.interior_padding != 0);
    let one = |d: &crate::wire::xla_data::PaddingConfigDimension| {
        let edges = format!("{}_{}", d.edge_padding_low, d.edge_padding_high);
        if interior { format!("{edges}_{}", d.interior_padding) } else { edges }
    };
    padding.dimensions.iter().map(one).collect::<Vec<_>>().join("x")
}

/// `b01f_01io->b01f`.
pub(super) fn dim_labels_text(numbers: &ConvolutionDimensionNumbers) -> String {
    let n = numbers;
    let input = labels(
        &n.input_spatial_dimensions,
        [(n.input_batch_dimension, 'b'), (n.input_feature_dimension, 'f')],
    );
    let kernel = labels(
        &n.kernel_spatial_dimensions,
        [(n.kernel_input_feature_dimension, 'i'), (n.kernel_output_feature_dimension, 'o')],
    );
    let output = labels(
        &n.output_spatial_dimensions,
        [(n.output_batch_dimension, 'b'), (n.output_feature_dimension, 'f')],
    );
    format!("{input}_{kernel}->{output}")
}

/// One label a dimension: the two named ones, and the spatial ones by number.
fn labels(spatial: &[i64], named: [(i64, char); 2]) -> String {
    let label = |dimension: i64| {
        let name = named.iter().find(|(d, _)| *d == dimension).map(|(_, name)| name.to_string());
        let number = || spatial.iter().position(|&d| d == dimension).map(|i| i.to_string());
        name.or_else(number).unwrap_or_else(|| "?".to_owned())
    };
    (0_i64..).take(spatial.len() + named.len()).map(label).collect()
}
