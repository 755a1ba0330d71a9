//! `vqbit init-state --tpu-layout`: what a TPU's tiles waste on a codebook, and sizes that fill them.

use anyhow::anyhow;
use serde_json::{Value, json};

use crate::cli::args::JobArgs;
use crate::cli::{Failure, Outcome, terminal};
use crate::ir::shape::{ElementType, Shape};
use crate::job::{Job, JobFile};
use crate::pipeline;
use crate::report::table::{aligned, human_bytes};
use crate::target::tiling::{Offer, Tiled, in_whole_lanes, nearby};

/// One tensor of a device as it lies in memory.
struct Row {
    name: &'static str,
    shape: Shape,
    tiled: Tiled,
    /// Whether the compiler may lay it out as it likes, and need not store it at all.
    is_internal: bool,
}

/// Prints the padding of the job's tensors on its target; asks no plugin.
pub(in crate::cli) fn tpu_layout(args: &JobArgs, json: bool) -> Outcome {
    let file = args.file()?;
    let job = of_a_codebook(&file).and_then(|()| update_of(&file, None)).map_err(Failure::Call)?;
    if job.target.slice().is_none() {
        return Err(Failure::Call(anyhow!(
            "--tpu-layout: target {} has no tiles, wanted a TPU target as v6e-32",
            job.target.name
        )));
    }
    let rows = rows(&job).map_err(Failure::Call)?;
    let offers = offers(&file, &job, &rows);
    let text = if json {
        format!("{:#}\n", to_json(&job, &rows, &offers))
    } else {
        to_text(&job, &rows, &offers)
    };
    terminal::print(&text)
}

/// Whether there is a codebook to lay out; a job of a step that it does not have says so itself.
fn of_a_codebook(file: &JobFile) -> anyhow::Result<()> {
    let quantizer = file.resolve()?.spec.quantizer;
    if quantizer.codebook().is_some() {
        return Ok(());
    }
    let kind = quantizer.kind.name();
    Err(anyhow!(
        "--tpu-layout: kind {kind} has no codebook that is trained, wanted codebook, product or residual"
    ))
}

/// The job's update, which has all of the state; with another codebook where one is given.
fn update_of(file: &JobFile, codebook: Option<Offer>) -> anyhow::Result<Job> {
    let mut own = json!({ "step": "update", "codebook_dtype": "f32" });
    if let Some(Offer { codebook_size, embedding_dim }) = codebook {
        own["quantizer"] =
            json!({ "codebook_size": codebook_size, "embedding_dim": embedding_dim });
    }
    Ok(file.clone().overlay(JobFile::parse(&own.to_string())?).resolve()?)
}

/// What goes into the step on a device, and the products `f32[tokens,K]` of the search.
fn rows(job: &Job) -> anyhow::Result<Vec<Row>> {
    let interface = pipeline::interface(job)?;
    let row = |name, shape: Shape, is_internal| {
        let tiled = Tiled::of(&shape.dims, shape.element_type.byte_size());
        Row { name, shape, tiled, is_internal }
    };
    let shards = interface.inputs.iter().map(|tensor| (tensor.name, tensor.shard_shape(&job.mesh)));
    let mut rows: Vec<Row> = shards.map(|(name, shape)| row(name, shape, false)).collect();
    let shard = |name| rows.iter().find(|row| row.name == name).map(|row| row.shape.dims.clone());
    if let (Some([batch, seq, _]), Some([entries, _])) =
        (shard("inputs").as_deref(), shard("codebook").as_deref())
    {
        let shape = Shape::new(ElementType::F32, &[batch * seq, *entries]);
        rows.push(row("products", shape, true));
    }
    Ok(rows)
}

fn padding(rows: &[Row]) -> u64 {
    rows.iter().map(|row| row.tiled.padding_bytes()).fold(0, u64::saturating_add)
}

fn codebook(job: &Job) -> Offer {
    let quantizer = &job.spec.quantizer;
    let (codebook_size, embedding_dim) = (quantizer.codebook_size(), quantizer.embedding_dim);
    Offer { codebook_size, embedding_dim }
}

/// Sizes near the job's and what tiles waste on them: those that waste nothing, and where the job
/// wastes more than on vectors also those that do only that.
fn offers(file: &JobFile, job: &Job, own: &[Row]) -> Vec<(Offer, u64)> {
    let rows_of = |offer| update_of(file, Some(offer)).and_then(|job| rows(&job)).ok();
    let is_full = |row: &&Row| row.tiled.padding_bytes() == 0;
    let is_vector = |row: &Row| row.shape.rank() < 2;
    let no_padding = |offer| rows_of(offer).is_some_and(|rows| rows.iter().all(|r| is_full(&r)));
    let only_vectors =
        |offer| rows_of(offer).is_some_and(|rows| rows.iter().all(|r| is_vector(r) || is_full(&r)));
    let shards = shards(job, rows_of);
    let mut found = nearby(codebook(job), shards, no_padding);
    if !own.iter().all(|row| is_vector(row) || is_full(&row)) {
        let more = nearby(codebook(job), shards, only_vectors);
        found.extend(more.into_iter().filter(|offer| !found.contains(offer)).collect::<Vec<_>>());
    }
    let rounded = in_whole_lanes(codebook(job), shards);
    if rounded != codebook(job) && !found.contains(&rounded) && no_padding(rounded) {
        found.push(rounded);
    }
    let with_padding = |offer| rows_of(offer).map(|rows| (offer, padding(&rows)));
    found.into_iter().filter_map(with_padding).collect()
}

/// On how many devices the two dimensions of a codebook are spread that every cut divides.
fn shards(job: &Job, rows_of: impl Fn(Offer) -> Option<Vec<Row>>) -> [usize; 2] {
    let devices = job.mesh.device_count();
    let rows = rows_of(Offer { codebook_size: devices, embedding_dim: devices });
    let codebook = rows.iter().flatten().find(|row| row.name == "codebook");
    match codebook.map(|row| &row.shape.dims[..]) {
        Some([size, dim]) => [devices / (*size).max(1), devices / (*dim).max(1)],
        Some(_) | None => [1, 1],
    }
}

fn to_json(job: &Job, rows: &[Row], offers: &[(Offer, u64)]) -> Value {
    let tensor = |row: &Row| {
        json!({
            "name": row.name,
            "per_device_shape": row.shape.to_string(),
            "layout": (!row.is_internal).then(|| row.tiled.to_string()),
            "bytes": row.tiled.bytes,
            "padded_bytes": row.tiled.padded_bytes,
            "padding_bytes": row.tiled.padding_bytes(),
        })
    };
    let offer = |(offer, padding): &(Offer, u64)| {
        json!({ "codebook_size": offer.codebook_size, "embedding_dim": offer.embedding_dim,
                "padding_bytes_per_device": padding })
    };
    let Offer { codebook_size, embedding_dim } = codebook(job);
    json!({
        "target": job.target.name,
        "mesh": job.mesh.to_string(),
        "codebook_size": codebook_size,
        "embedding_dim": embedding_dim,
        "tensors": rows.iter().map(tensor).collect::<Vec<_>>(),
        "padding_bytes_per_device": padding(rows),
        "offers": offers.iter().map(offer).collect::<Vec<_>>(),
    })
}

fn to_text(job: &Job, rows: &[Row], offers: &[(Offer, u64)]) -> String {
    let Offer { codebook_size, embedding_dim } = codebook(job);
    let head = ["tensor", "per device", "layout", "bytes", "with padding", "padding"];
    let mut table = vec![head.map(str::to_owned).to_vec()];
    table.extend(rows.iter().map(table_row));
    let title = format!(
        "{}, mesh {}: a codebook of {codebook_size} x {embedding_dim} in tiles",
        job.target.name, job.mesh
    );
    let wasted = human_bytes(padding(rows));
    format!("{title}\n\n{}\npadding of a device: {wasted}\n{}", aligned(&table), offered(offers))
}

fn table_row(row: &Row) -> Vec<String> {
    let tiled = &row.tiled;
    let layout =
        if row.is_internal { "left to the compiler".to_owned() } else { tiled.to_string() };
    vec![
        row.name.to_owned(),
        row.shape.to_string(),
        layout,
        human_bytes(tiled.bytes),
        human_bytes(tiled.padded_bytes),
        human_bytes(tiled.padding_bytes()),
    ]
}

fn offered(offers: &[(Offer, u64)]) -> String {
    if offers.is_empty() {
        return "no other sizes near waste nothing with these tokens on this mesh\n".to_owned();
    }
    let head = ["codebook_size", "embedding_dim", "padding of a device"];
    let mut table = vec![head.map(str::to_owned).to_vec()];
    table.extend(offers.iter().map(|(offer, padding)| {
        let Offer { codebook_size, embedding_dim } = offer;
        vec![codebook_size.to_string(), embedding_dim.to_string(), human_bytes(*padding)]
    }));
    let title = "sizes near these whose matrices fill their tiles; what is left pads vectors";
    format!("\n{title}\n{}", aligned(&table))
}
