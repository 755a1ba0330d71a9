//! The words that HLO text has for numbers of its messages, each list in the order of the numbers.

/// `PrecisionConfig.Precision`.
pub const PRECISIONS: [&str; 3] = ["default", "high", "highest"];

/// `PrecisionConfig.Algorithm`.
pub const DOT_ALGORITHMS: [&str; 14] = [
    "unset",
    "dot_any_f8_any_f8_f32",
    "dot_any_f8_any_f8_f32_fast_accum",
    "dot_f16_f16_f16",
    "dot_f16_f16_f32",
    "dot_bf16_bf16_bf16",
    "dot_bf16_bf16_f32",
    "dot_bf16_bf16_f32_x3",
    "dot_bf16_bf16_f32_x6",
    "dot_tf32_tf32_f32",
    "dot_tf32_tf32_f32_x3",
    "dot_f32_f32_f32",
    "dot_f64_f64_f64",
    "dot_bf16_bf16_f32_x9",
];

/// `RandomAlgorithm`.
pub const RNG_ALGORITHMS: [&str; 3] = ["rng_default", "rng_three_fry", "rng_philox"];

/// `RandomDistribution`.
pub const DISTRIBUTIONS: [&str; 3] = ["rng_invalid", "rng_uniform", "rng_normal"];

/// `FftType`.
pub const FFT_TYPES: [&str; 4] = ["FFT", "IFFT", "RFFT", "IRFFT"];

/// `TriangularSolveOptions.Transpose`.
pub const TRANSPOSES: [&str; 4] = ["TRANSPOSE_INVALID", "NO_TRANSPOSE", "TRANSPOSE", "ADJOINT"];

/// `CustomCallSchedule`.
pub const SCHEDULES: [&str; 3] = ["SCHEDULE_NONE", "SCHEDULE_LATEST", "SCHEDULE_EARLIEST"];

/// `CustomCallApiVersion`.
pub const API_VERSIONS: [&str; 5] = [
    "API_VERSION_UNSPECIFIED",
    "API_VERSION_ORIGINAL",
    "API_VERSION_STATUS_RETURNING",
    "API_VERSION_STATUS_RETURNING_UNIFIED",
    "API_VERSION_TYPED_FFI",
];
