//! Reads the original project's model configuration: a quantizer in each of a model's layers.
//!
//! Keys of the model that say nothing of quantizers are as usual in such files and are left alone.

use serde_json::{Map, Value, json};

use crate::job::error::JobError;
use crate::job::reader::{Found, at_least_1, boolean, count, number, text, whole, wrong};
use crate::job::{JobFile, json};

/// The weight that the original's `vq_diversity_regularization: true` stands for.
const DIVERSITY_WEIGHT: f64 = 0.1;

/// A model's quantizer as a job, and which keys said so.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// The job of a layer, with the number of layers.
    pub job: JobFile,
    /// The keys that were read.
    pub read: Vec<&'static str>,
    /// The keys that say nothing of quantizers.
    pub ignored: Vec<String>,
}

impl Model {
    /// Reads a model's configuration from JSON text.
    ///
    /// # Errors
    /// The text is no JSON object, a value is of another type, or the model has no quantizer.
    pub fn parse(text: &str) -> Result<Self, JobError> {
        let value = json::parse(text)?;
        let Value::Object(entries) = &value else {
            return Err(wrong(&("model".to_owned(), &value), "an object"));
        };
        let mut keys = Keys { entries, read: vec![] };
        let job = keys.job()?;
        let read = keys.read;
        let unread = entries.keys().filter(|key| !read.contains(&key.as_str()));
        Ok(Model { job: JobFile::from_json(job)?, ignored: unread.cloned().collect(), read })
    }
}

/// The keys of the file, and those that were there when they were asked for.
struct Keys<'a> {
    entries: &'a Map<String, Value>,
    read: Vec<&'static str>,
}

impl<'a> Keys<'a> {
    fn job(&mut self) -> Result<Value, JobError> {
        if self.get("use_vq", boolean)? == Some(false) {
            return Err(JobError::ModelWithoutQuantizer);
        }
        let name = self.get("model_name", |found| text(found).map(str::to_owned))?;
        let hidden_size = self.get("hidden_size", at_least_1)?;
        let layers = self.get("num_layers", count)?;
        let codebook_size = self.get("vq_codes", whole)?;
        let dim = self.get("vq_embedding_dim", at_least_1)?.or(hidden_size);
        let threshold = self.get("vq_adaptive_threshold", number)?;
        let commitment_weight = self.get("vq_commitment_weight", number)?;
        let diverse = self.get("vq_diversity_regularization", boolean)?;
        let mut quantizer = Map::new();
        let mut put = |key: &str, value: Option<Value>| {
            quantizer.extend(value.map(|value| (key.to_owned(), value)));
        };
        put("codebook_size", codebook_size.map(Value::from));
        put("embedding_dim", dim.map(Value::from));
        put("input_dim", hidden_size.filter(|_| hidden_size != dim).map(Value::from));
        put("commitment_weight", commitment_weight.map(Value::from));
        put("restart", threshold.map(|share| json!({ "adaptive_threshold": share })));
        let diverse = diverse.filter(|&diverse| diverse);
        put("diversity", diverse.map(|_| json!({ "weight": DIVERSITY_WEIGHT })));
        Ok(json!({ "quantizer": quantizer, "layers": layers, "model_name": name }))
    }

    fn get<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&Found<'a>) -> Result<T, JobError>,
    ) -> Result<Option<T>, JobError> {
        let Some(value) = self.entries.get(key) else { return Ok(None) };
        self.read.push(key);
        if value.is_null() {
            return Ok(None);
        }
        read(&(key.to_owned(), value)).map(Some)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(text: &str) -> String {
        let resolved = Model::parse(text).and_then(|model| model.job.resolve());
        resolved.expect_err("a wrong model").to_string()
    }

    #[test]
    fn the_originals_keys_make_a_job_and_the_models_own_are_left_alone() {
        let model = Model::parse(
            r#"{ "model_name": "gpt", "use_vq": true, "hidden_size": 768, "num_layers": 12,
                 "vq_codes": 128, "vq_embedding_dim": 768, "vq_commitment_weight": 0.5,
                 "vq_diversity_regularization": false, "vocab_size": 50257 }"#,
        );
        let model = model.expect("a model");
        assert_eq!(model.ignored, ["vocab_size"]);
        assert_eq!(model.read.len(), 8);
        let job = model.job.resolve().expect("a job");
        assert_eq!((job.layers, job.model_name.as_deref()), (12, Some("gpt")));
        assert_eq!(job.spec.quantizer.codebook_size(), 128);
        assert_eq!(job.spec.quantizer.losses.commitment_weight, 0.5);
    }

    #[test]
    fn other_spaces_restarts_and_diversity_go_by_their_canonical_keys() {
        let model = Model::parse(
            r#"{ "hidden_size": 1024, "vq_embedding_dim": 64, "vq_adaptive_threshold": 0.5,
                 "vq_diversity_regularization": true }"#,
        );
        let model = model.expect("a model");
        assert_eq!(
            &model.job.json()["quantizer"],
            &json!({ "embedding_dim": 64, "input_dim": 1024,
                     "restart": { "adaptive_threshold": 0.5 }, "diversity": { "weight": 0.1 } })
        );
    }

    #[test]
    fn wrong_models_have_their_messages() {
        assert_eq!(
            message(r#"{ "use_vq": false }"#),
            "use_vq: found false, wanted true: without a quantizer there is nothing to compile"
        );
        assert_eq!(message("[1]"), "model: found [1], wanted an object");
        assert_eq!(
            message(r#"{ "num_layers": "12" }"#),
            r#"num_layers: found "12", wanted a whole number"#
        );
        assert_eq!(message(r#"{ "num_layers": 0 }"#), "num_layers: found 0, wanted 1 to 16777216");
    }
}
