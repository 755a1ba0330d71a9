//! Stretches of an array along one dimension: taken out, filled up, joined.

use std::ops::Range;

use crate::tensor::array::{Tensor, room_for};
use crate::tensor::error::TensorError;

impl Tensor {
    /// The elements whose place along `dimension` lies in `range`, which it has.
    ///
    /// # Errors
    /// There is no memory for them.
    pub(crate) fn stretch(
        &self,
        dimension: usize,
        range: Range<usize>,
    ) -> Result<Tensor, TensorError> {
        let size = self.shape().dims[dimension];
        debug_assert!(range.end <= size && range.start <= range.end, "{range:?} of {size}");
        let mut shape = self.shape().clone();
        shape.dims[dimension] = range.len();
        let mut bytes = room_for(None, &shape, shape.byte_size())?;
        let place = self.place_bytes(dimension);
        let whole = place * size;
        for turn in self.bytes().chunks_exact(whole.max(1)) {
            bytes.extend_from_slice(&turn[range.start * place..range.end * place]);
        }
        Tensor::new(shape, bytes)
    }

    /// The array with `size` places along `dimension`, no fewer than it has, those at the end made of
    /// `element`, which is one of its type.
    ///
    /// # Errors
    /// There is no memory for it.
    pub(crate) fn filled_up(
        &self,
        dimension: usize,
        size: usize,
        element: &[u8],
    ) -> Result<Tensor, TensorError> {
        let own = self.shape().dims[dimension];
        debug_assert!(own <= size, "{own} places along dimension {dimension}, wanted up to {size}");
        debug_assert_eq!(element.len(), self.shape().element_type.byte_size());
        let mut shape = self.shape().clone();
        shape.dims[dimension] = size;
        let mut bytes = room_for(None, &shape, shape.byte_size())?;
        let place = self.place_bytes(dimension);
        let fill = (size - own) * place;
        let turns: usize = shape.dims[..dimension].iter().product();
        for turn in 0..turns {
            bytes.extend_from_slice(&self.bytes()[turn * own * place..(turn + 1) * own * place]);
            bytes.extend(element.iter().cycle().take(fill));
        }
        Tensor::new(shape, bytes)
    }

    /// Arrays one after another along `dimension`: at least one, and alike in all else.
    ///
    /// # Errors
    /// There is no memory for them.
    pub(crate) fn joined(parts: &[Tensor], dimension: usize) -> Result<Tensor, TensorError> {
        let mut shape = parts[0].shape().clone();
        shape.dims[dimension] = parts.iter().map(|part| part.shape().dims[dimension]).sum();
        let mut bytes = room_for(None, &shape, shape.byte_size())?;
        let turns: usize = shape.dims[..dimension].iter().product();
        for turn in 0..turns {
            for part in parts {
                let length = part.shape().dims[dimension] * part.place_bytes(dimension);
                bytes.extend_from_slice(&part.bytes()[turn * length..(turn + 1) * length]);
            }
        }
        Tensor::new(shape, bytes)
    }

    /// Bytes of one place along a dimension.
    fn place_bytes(&self, dimension: usize) -> usize {
        let shape = self.shape();
        shape.dims[dimension + 1..].iter().product::<usize>() * shape.element_type.byte_size()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn counted(dims: &[usize]) -> Tensor {
        let count = i32::try_from(dims.iter().product::<usize>()).expect("few");
        Tensor::from_s32(dims, &(0..count).collect::<Vec<_>>()).expect("a tensor")
    }

    #[test]
    fn places_at_the_end_have_the_element() {
        let filled = counted(&[2, 1, 2]).filled_up(1, 3, &(-1_i32).to_le_bytes()).expect("filled");
        let wanted = [0, 1, -1, -1, -1, -1, 2, 3, -1, -1, -1, -1];
        assert_eq!(filled, Tensor::from_s32(&[2, 3, 2], &wanted).expect("a tensor"));
    }

    proptest! {
        #[test]
        fn what_is_cut_joins_to_the_whole(
            dims in proptest::collection::vec(1..4_usize, 1..4),
            dimension in 0..3_usize,
            at in 0..4_usize,
        ) {
            let dimension = dimension % dims.len();
            let (whole, size) = (counted(&dims), dims[dimension]);
            let at = at.min(size);
            let first = whole.stretch(dimension, 0..at).expect("a stretch");
            let rest = whole.stretch(dimension, at..size).expect("a stretch");
            let filled = first.filled_up(dimension, size + 2, &[9; 4]).expect("filled");
            prop_assert_eq!(filled.stretch(dimension, 0..at).expect("a stretch"), first.clone());
            let filler = filled.stretch(dimension, at..size + 2).expect("a stretch");
            prop_assert!(filler.bytes().iter().all(|&byte| byte == 9));
            prop_assert_eq!(Tensor::joined(&[first, rest], dimension).expect("joined"), whole);
        }
    }
}
