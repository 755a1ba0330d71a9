//! Learned maps of tokens into the space of the entries and back, under anybody's names.
//!
//! Theirs are modules with a `weight [out, in]` each: a linear layer with a bias
//! (vector-quantize-pytorch), or a convolution of one step without (Mimi). Ours are the matrices that
//! rows of tokens are multiplied by, `[in, out]`.

use std::collections::BTreeMap;

use crate::states::convert::{Project, named};
use crate::states::error::StatesError;
use crate::states::file::{Floats, StateFile};
use crate::states::names::{Quantizer, shown};
use crate::states::state::{State, transposed};
use crate::tensor::stored::Stored;

/// The two maps of a quantizer, all f32 and row-major, for tokens of `input_dim` elements and D of
/// all groups' entries together.
#[derive(Debug, Clone, PartialEq)]
pub struct Maps {
    /// Elements of a token.
    pub input_dim: usize,
    /// To the entries `[input_dim, D]`.
    pub project_in: Vec<f32>,
    /// Added there `[D]`.
    pub project_in_bias: Vec<f32>,
    /// Back to the tokens `[D, input_dim]`.
    pub project_out: Vec<f32>,
    /// Added there `[input_dim]`.
    pub project_out_bias: Vec<f32>,
}

/// What a project calls its maps.
pub(super) struct Style {
    /// The module that maps tokens to entries.
    pub to_entries: &'static str,
    /// The module that maps them back.
    pub to_tokens: &'static str,
    /// Dimensions of a weight behind `[out, in]`.
    pub kernel: &'static [usize],
    /// Whether each has a `bias [out]`.
    pub has_bias: bool,
    /// What stands before the codebooks' names and not before the maps'.
    pub inner: Option<&'static str>,
}

impl Style {
    /// What the names of the maps begin with.
    fn prefix<'a>(&self, prefix: &'a str) -> &'a str {
        let outer = self.inner.and_then(|inner| prefix.strip_suffix(inner));
        let outer = outer.filter(|outer| outer.is_empty() || outer.ends_with('.'));
        outer.map_or(prefix, |outer| outer.trim_end_matches('.'))
    }
}

/// Adds the maps to a state, where the quantizer has some, and takes their names from those that
/// nobody claimed.
pub(super) fn read(
    file: &StateFile,
    quantizer: &mut Quantizer,
    project: Project,
    state: &mut State,
) -> Result<(), StatesError> {
    let Some(style) = project.maps() else { return Ok(()) };
    let prefix = style.prefix(&quantizer.prefix).to_owned();
    let name = |map: &str, tensor: &str| named(&prefix, ".", &format!("{map}.{tensor}"));
    let weights = [name(style.to_entries, "weight"), name(style.to_tokens, "weight")];
    let there = weights.each_ref().map(|name| file.names().contains(&name.as_str()));
    if there == [false, false] {
        return Ok(());
    }
    if let Some(missing) = there.iter().position(|there| !there) {
        let (prefix, wanted) = (shown(&prefix), weights[missing].clone());
        return Err(StatesError::Missing { project, prefix, wanted });
    }
    let [to_entries, to_tokens] = weights.each_ref().map(|name| file.floats(name));
    let (to_entries, to_tokens) = (to_entries?, to_tokens?);
    let dim = state.token_dim();
    let input_dim = to_entries.dims.get(1).copied().unwrap_or_default();
    to_entries.expect(&[&[dim, input_dim], style.kernel].concat())?;
    to_tokens.expect(&[&[input_dim, dim], style.kernel].concat())?;
    state.note_rounding(&[&to_entries, &to_tokens]);
    let mut claimed = weights.to_vec();
    let mut bias = |map: &str, dim: usize| -> Result<Vec<f32>, StatesError> {
        if !style.has_bias {
            return Ok(vec![0.0; dim]);
        }
        let name = name(map, "bias");
        let bias = file.floats(&name)?;
        bias.expect(&[dim])?;
        state.note_rounding(&[&bias]);
        claimed.push(name);
        Ok(bias.values)
    };
    state.maps = Some(Maps {
        input_dim,
        project_in_bias: bias(style.to_entries, dim)?,
        project_out_bias: bias(style.to_tokens, input_dim)?,
        project_in: transposed(&to_entries.values, input_dim),
        project_out: transposed(&to_tokens.values, dim),
    });
    quantizer.others.retain(|other| !claimed.contains(other));
    Ok(())
}

/// The maps of a state under a project's names; none where it has none.
///
/// # Errors
/// The project has no maps, or none with a bias.
pub(super) fn write(
    state: &State,
    project: Project,
    prefix: &str,
) -> Result<BTreeMap<String, Stored>, StatesError> {
    let Some(maps) = &state.maps else { return Ok(BTreeMap::new()) };
    let Some(style) = project.maps() else {
        let reason = "it has learned maps (project_in, project_out), which the format has not";
        return Err(state.cannot_hold(project, reason.to_owned()));
    };
    let biases = [&maps.project_in_bias, &maps.project_out_bias];
    if !style.has_bias && biases.into_iter().flatten().any(|&value| value != 0.0) {
        let reason = "its maps have a bias, wanted maps without";
        return Err(state.cannot_hold(project, reason.to_owned()));
    }
    let (dim, input_dim) = (state.token_dim(), maps.input_dim);
    let mut arrays = BTreeMap::new();
    for (map, matrix, bias, [from, to]) in [
        (style.to_entries, &maps.project_in, &maps.project_in_bias, [input_dim, dim]),
        (style.to_tokens, &maps.project_out, &maps.project_out_bias, [dim, input_dim]),
    ] {
        let name = |tensor| named(style.prefix(prefix), ".", &format!("{map}.{tensor}"));
        let dims = [&[to, from], style.kernel].concat();
        arrays.insert(name("weight"), Stored::of_f32(&dims, &transposed(matrix, to)));
        if style.has_bias {
            arrays.insert(name("bias"), Stored::of_f32(&[to], bias));
        }
    }
    Ok(arrays)
}

impl Maps {
    /// Our own arrays, as a step reads them.
    ///
    /// # Errors
    /// They do not fit one another, or the entries.
    pub(super) fn of(
        [to_entries, to_entries_bias, to_tokens, to_tokens_bias]: [Floats; 4],
        dim: usize,
    ) -> Result<Self, StatesError> {
        let [input_dim, _] = to_entries.two_dims("[input_dim, D]")?;
        to_entries.expect(&[input_dim, dim])?;
        to_entries_bias.expect(&[dim])?;
        to_tokens.expect(&[dim, input_dim])?;
        to_tokens_bias.expect(&[input_dim])?;
        Ok(Maps {
            input_dim,
            project_in: to_entries.values,
            project_in_bias: to_entries_bias.values,
            project_out: to_tokens.values,
            project_out_bias: to_tokens_bias.values,
        })
    }
}
