//! Sums in an order that the graph says: additions written out, which no compiler moves.

use crate::ir::builder::Builder;
use crate::ir::error::IrError;
use crate::ir::value::Value;
use crate::sharding::spec::PartitionSpec;

/// As many terms as one loop adds.
const MOST_TERMS: usize = 32;

/// Sums in an order that the graph says.
#[expect(clippy::missing_errors_doc, reason = "as of the ops they are made of")]
impl Builder {
    /// From here on [`Builder::sum_in_order`] keeps an order.
    pub fn fix_order(&mut self) {
        self.fixes_order = true;
    }

    /// The sum over some dimensions of a small array; after [`Builder::fix_order`] of the whole array
    /// on each device and in one order, so that it does not tell on how many devices it was made.
    pub fn sum_in_order(&mut self, x: Value, dimensions: &[usize]) -> Result<Value, IrError> {
        if !self.fixes_order {
            return self.sum(x, dimensions);
        }
        let mut sum = self.constrain(x, PartitionSpec::replicated(self.shape(x).rank()))?;
        for &dimension in dimensions.iter().rev() {
            sum = self.sum_pairwise(sum, dimension)?;
        }
        Ok(sum)
    }

    /// The sum over one dimension: its elements are added in pairs, then the pairs in pairs, and so
    /// on; a long dimension is cut into 32 parts, which are added as elements are.
    ///
    /// Each part is read once, so that compilers make one loop of all additions.
    pub fn sum_pairwise(&mut self, mut x: Value, dimension: usize) -> Result<Value, IrError> {
        let mut dims = self.shape(x).dims.clone();
        let mut count = dims.get(dimension).copied().unwrap_or(1);
        while count > 1 {
            let parts = count.min(MOST_TERMS);
            let (size, rest) = (count / parts, count % parts);
            let mut terms = Vec::with_capacity(parts);
            for part in 0..parts {
                terms.push(self.range(x, dimension, part * size..(part + 1) * size)?);
            }
            let sum = self.add_in_pairs(terms)?;
            x = if rest == 0 {
                sum
            } else {
                let odd = self.range(x, dimension, count - rest..count)?;
                self.concatenate(&[sum, odd], dimension)?
            };
            count = size + rest;
        }
        dims.remove(dimension);
        self.reshape(x, &dims)
    }

    /// The sum of arrays of one shape, of which there is at least one.
    fn add_in_pairs(&mut self, mut terms: Vec<Value>) -> Result<Value, IrError> {
        while terms.len() > 1 {
            let mut sums = Vec::with_capacity(terms.len().div_ceil(2));
            for pair in terms.chunks(2) {
                sums.push(if pair.len() == 2 { self.add(pair[0], pair[1])? } else { pair[0] });
            }
            terms = sums;
        }
        Ok(terms[0])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::shape::{ElementType, Shape};
    use crate::sharding::mesh::Mesh;

    #[test]
    fn a_sum_in_order_is_additions_and_no_reduction() {
        let mesh = Mesh::parse("2x4").expect("a mesh");
        let mut b = Builder::new("sums", mesh);
        let shape = Shape::new(ElementType::F32, &[3, 5]);
        let x = b.parameter("x", shape, PartitionSpec::replicated(2)).expect("a parameter");
        let rows = b.sum_pairwise(x, 1).expect("a sum");
        assert_eq!(b.shape(rows).dims, [3]);
        b.fix_order();
        let all = b.sum_in_order(x, &[0, 1]).expect("a sum");
        assert!(b.shape(all).dims.is_empty());
        let module = b.finish();
        let count =
            |name| module.entry.instructions.iter().filter(|i| i.op.hlo_name() == name).count();
        assert_eq!((count("add"), count("reduce")), (4 + 4 + 2, 0));
    }

    #[test]
    fn a_long_dimension_is_cut_into_parts_until_one_element_is_left() {
        let mut b = Builder::new("sums", Mesh::parse("1x1").expect("a mesh"));
        let shape = Shape::new(ElementType::F32, &[1009]);
        let x = b.parameter("x", shape, PartitionSpec::replicated(1)).expect("a parameter");
        let sum = b.sum_pairwise(x, 0).expect("a sum");
        assert!(b.shape(sum).dims.is_empty());
        let module = b.finish();
        let adds = module.entry.instructions.iter().filter(|i| i.op.hlo_name() == "add").count();
        // 32 parts of 31 and 17 elements; 32 of the 48 and 16; 17 elements.
        assert_eq!(adds, 31 + 31 + 16);
    }
}
