//! The terms of the loss, and how gradients pass the choice of an entry.

/// Weights of the terms of `loss`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Losses {
    /// Of the commitment loss.
    pub commitment_weight: f64,
    /// Of the codebook loss.
    pub codebook_weight: f64,
    /// Of the diversity loss, where there is one.
    pub diversity: Option<Diversity>,
    /// Of the orthogonal loss, where there is one.
    pub orthogonal: Option<Orthogonal>,
}

impl Losses {
    /// The two terms that every quantizer has.
    pub const fn of_weights(commitment_weight: f64, codebook_weight: f64) -> Self {
        Losses { commitment_weight, codebook_weight, diversity: None, orthogonal: None }
    }
}

/// Wants each token sure of its entry and the batch spread over all entries.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Diversity {
    /// Weight in `loss`.
    pub weight: f64,
    /// What squared distances are divided by before the softmax over the entries.
    pub temperature: f64,
}

/// Wants the entries at right angles.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Orthogonal {
    /// Weight in `loss`.
    pub weight: f64,
    /// Size of the step that `update` takes down the weighted gradient after that of the EMA.
    pub rate: f64,
}

/// How the gradient of `quantized` reaches the inputs, past a choice that has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gradient {
    /// As it is.
    StraightThrough,
    /// Turned and scaled as the input would be to become its entry.
    Rotation,
}

impl Gradient {
    /// Every one.
    pub const ALL: [Gradient; 2] = [Self::StraightThrough, Self::Rotation];

    /// The name in jobs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::StraightThrough => "straight_through",
            Self::Rotation => "rotation",
        }
    }
}
