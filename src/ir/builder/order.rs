//! Sums in an order that the graph says: additions written out, which no compiler moves.

use crate::ir::builder::Builder;
use crate::ir::error::IrError;
use crate::ir::value::Value;
use crate::sharding::spec::PartitionSpec;

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

    /// The sum over one dimension: its second half is added to its first until one element is left,
    /// `log2 n` additions one after another.
    pub fn sum_pairwise(&mut self, mut x: Value, dimension: usize) -> Result<Value, IrError> {
        let mut dims = self.shape(x).dims.clone();
        let mut count = dims.get(dimension).copied().unwrap_or(1);
        while count > 1 {
            let half = count / 2;
            let first = self.range(x, dimension, 0..half)?;
            let second = self.range(x, dimension, half..2 * half)?;
            let sum = self.add(first, second)?;
            x = if count.is_multiple_of(2) {
                sum
            } else {
                let odd = self.range(x, dimension, 2 * half..count)?;
                self.concatenate(&[sum, odd], dimension)?
            };
            count = count.div_ceil(2);
        }
        dims.remove(dimension);
        self.reshape(x, &dims)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::shape::{ElementType, Shape};
    use crate::sharding::mesh::Mesh;

    #[test]
    fn a_sum_in_order_has_an_addition_a_level_and_no_reduction() {
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
        let count = |name| module.entry.instructions.iter().filter(|i| i.op.name() == name).count();
        // 5, 3, 2, 1 of the rows, and the same with 3, 2, 1 after it.
        assert_eq!((count("add"), count("reduce")), (3 + 3 + 2, 0));
    }
}
