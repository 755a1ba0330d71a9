//! The flatbuffer of a `jax.export` file: one table a thing, its fields by number.
//!
//! Source: `jax/_src/export/serialization.fbs`, serialization version 11 (JAX 0.10.2).

use flatbuffers::{
    FlatBufferBuilder, ForwardsUOffset, TableFinishedWIPOffset, VOffsetT, Vector, WIPOffset,
};

use crate::emit::jax_export::Platforms;
use crate::emit::jax_export::function::{Array, Function, Passing};
use crate::ir::shape::ElementType;
use crate::sharding::mesh::Mesh;
use crate::sharding::spec::PartitionSpec;

/// The version of the schema.
const SERIALIZATION_VERSION: u16 = 11;
/// How `@main` is called: 10 is the first with Shardy.
const CALLING_CONVENTION_VERSION: u16 = 10;
/// Memory of the device, and not of its host.
const DEVICE_MEMORY: i8 = 1;
/// A mesh axis along which the compiler partitions.
const AUTO_AXIS: i8 = 1;

/// The kinds of a tree's nodes.
mod node {
    pub(super) const LEAF: i8 = 0;
    pub(super) const TUPLE: i8 = 2;
    pub(super) const DICT: i8 = 4;
}

/// A finished table.
type Table = WIPOffset<TableFinishedWIPOffset>;
/// A finished list of things that lie elsewhere.
type Things<'a, T> = WIPOffset<Vector<'a, ForwardsUOffset<T>>>;

/// The bytes of a function with its backward function.
pub(super) fn write(
    function: &Function<'_>,
    vjp: Option<&Function<'_>>,
    platforms: &Platforms,
) -> Vec<u8> {
    let mut writer = Writer { file: FlatBufferBuilder::new() };
    let vjp = vjp.map(|vjp| writer.exported(vjp, None, platforms));
    let root = writer.exported(function, vjp, platforms);
    writer.file.finish(root, None);
    writer.file.finished_data().to_vec()
}

/// Where a field of this number stands in a table's index.
const fn field(number: VOffsetT) -> VOffsetT {
    4 + 2 * number
}

struct Writer<'a> {
    file: FlatBufferBuilder<'a>,
}

impl<'a> Writer<'a> {
    fn exported(&mut self, f: &Function<'_>, vjp: Option<Table>, platforms: &Platforms) -> Table {
        let name = self.file.create_string(f.name);
        let (in_tree, out_tree) = (self.in_tree(f), self.out_tree(f));
        let platforms = self.strings(&platforms.names());
        let text = self.file.create_vector(f.text.as_bytes());
        let kept: Vec<u16> =
            f.kept.iter().map(|&index| u16::try_from(index).unwrap_or(u16::MAX)).collect();
        let kept = self.file.create_vector(&kept);
        let arrays: Vec<&Array> = f.arguments.iter().chain(&f.results).collect();
        let avals = self.tables(&arrays, |writer, array| writer.aval(array));
        let meshes: Vec<&Mesh> = f.mesh.into_iter().collect();
        let cut: Vec<(&Mesh, &Array)> = meshes
            .iter()
            .flat_map(|&mesh| arrays.iter().map(move |&array| (mesh, array)))
            .collect();
        let meshes = self.tables(&meshes, |writer, mesh| writer.mesh(mesh));
        let shardings =
            self.tables(&cut, |writer, (mesh, array)| writer.named_sharding(&array.spec, mesh));
        let (taken, given) = (0..f.arguments.len(), f.arguments.len()..arrays.len());
        let numbers = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
        // Shardings count from 1; 0 leaves one open.
        let sharding = |index: usize| {
            if f.mesh.is_none() || arrays[index].is_float0 { 0 } else { numbers(index + 1) }
        };
        let lists = [
            taken.clone().map(numbers).collect::<Vec<u32>>(),
            given.clone().map(numbers).collect(),
            taken.map(sharding).collect(),
            given.map(sharding).collect(),
        ]
        .map(|list| self.file.create_vector(&list));
        let devices = f.mesh.map_or(1, Mesh::device_count);

        let table = self.file.start_table();
        self.file.push_slot_always(field(0), SERIALIZATION_VERSION);
        self.file.push_slot_always(field(1), name);
        self.file.push_slot_always(field(2), in_tree);
        self.file.push_slot_always(field(4), out_tree);
        self.file.push_slot_always(field(9), platforms);
        self.file.push_slot_always(field(13), text);
        self.file.push_slot_always(field(14), CALLING_CONVENTION_VERSION);
        self.file.push_slot_always(field(15), kept);
        self.file.push_slot_always(field(16), false);
        if let Some(vjp) = vjp {
            self.file.push_slot_always(field(17), vjp);
        }
        self.file.push_slot_always(field(18), numbers(devices));
        self.file.push_slot_always(field(19), avals);
        self.file.push_slot_always(field(20), meshes);
        self.file.push_slot_always(field(21), shardings);
        for (number, list) in (22..).zip(lists) {
            self.file.push_slot_always(field(number), list);
        }
        self.table(table)
    }

    /// `((), {name: leaf})` or `((leaf, ..), {})`: positional arguments, then keywords.
    fn in_tree(&mut self, f: &Function<'_>) -> Table {
        let (positional, keywords) = match f.passing {
            Passing::ByName => {
                let none = self.tuple(&[]);
                (none, self.dictionary(&f.arguments))
            }
            Passing::ByPosition => {
                let leaves = self.leaves(f.arguments.len());
                (self.tuple(&leaves), self.dictionary(&[]))
            }
        };
        self.tuple(&[positional, keywords])
    }

    fn out_tree(&mut self, f: &Function<'_>) -> Table {
        match f.passing {
            Passing::ByName => self.dictionary(&f.results),
            Passing::ByPosition => {
                let leaves = self.leaves(f.results.len());
                self.tuple(&leaves)
            }
        }
    }

    fn dictionary(&mut self, arrays: &[Array]) -> Table {
        let leaves = self.leaves(arrays.len());
        let names: Vec<&str> = arrays.iter().map(|array| array.name.as_str()).collect();
        let names = self.strings(&names);
        self.node(node::DICT, &leaves, Some(names))
    }

    fn tuple(&mut self, children: &[Table]) -> Table {
        self.node(node::TUPLE, children, None)
    }

    fn leaves(&mut self, count: usize) -> Vec<Table> {
        (0..count).map(|_| self.node(node::LEAF, &[], None)).collect()
    }

    fn node(&mut self, kind: i8, children: &[Table], names: Option<Things<'a, &'a str>>) -> Table {
        let children = self.file.create_vector(children);
        let table = self.file.start_table();
        self.file.push_slot_always(field(0), kind);
        self.file.push_slot_always(field(1), children);
        if let Some(names) = names {
            self.file.push_slot_always(field(2), names);
        }
        self.table(table)
    }

    /// Shape and type of an array; sizes are strings, since they might be symbols.
    fn aval(&mut self, array: &Array) -> Table {
        let sizes: Vec<String> = array.shape.dims.iter().map(usize::to_string).collect();
        let sizes: Vec<&str> = sizes.iter().map(String::as_str).collect();
        let sizes = self.strings(&sizes);
        let table = self.file.start_table();
        self.file.push_slot_always(field(1), sizes);
        self.file.push_slot_always(field(2), dtype(array));
        self.file.push_slot_always(field(3), DEVICE_MEMORY);
        self.table(table)
    }

    fn mesh(&mut self, mesh: &Mesh) -> Table {
        let sizes: Vec<u32> =
            mesh.axes().iter().map(|axis| u32::try_from(axis.size).unwrap_or(u32::MAX)).collect();
        let sizes = self.file.create_vector(&sizes);
        let names: Vec<&str> = mesh.axes().iter().map(|axis| axis.name.as_str()).collect();
        let names = self.strings(&names);
        let kinds = self.file.create_vector(&vec![AUTO_AXIS; mesh.axes().len()]);
        let table = self.file.start_table();
        self.file.push_slot_always(field(0), sizes);
        self.file.push_slot_always(field(1), names);
        self.file.push_slot_always(field(2), kinds);
        self.table(table)
    }

    /// A sharding over the only mesh that there is.
    fn named_sharding(&mut self, spec: &PartitionSpec, mesh: &Mesh) -> Table {
        let spec = self.partition_spec(spec, mesh);
        let table = self.file.start_table();
        self.file.push_slot_always(field(1), spec);
        self.file.push_slot_always(field(3), 0_u32);
        self.table(table)
    }

    fn partition_spec(&mut self, spec: &PartitionSpec, mesh: &Mesh) -> Table {
        let dimensions = self.tables(spec.dimensions(), |writer, axes| {
            let names: Vec<&str> =
                axes.iter().map(|&axis| mesh.axes()[axis].name.as_str()).collect();
            let names = writer.strings(&names);
            let table = writer.file.start_table();
            writer.file.push_slot_always(field(0), names);
            writer.table(table)
        });
        let table = self.file.start_table();
        self.file.push_slot_always(field(0), dimensions);
        self.table(table)
    }

    fn tables<T>(
        &mut self,
        things: &[T],
        mut write: impl FnMut(&mut Self, &T) -> Table,
    ) -> Things<'a, TableFinishedWIPOffset> {
        let tables: Vec<Table> = things.iter().map(|thing| write(self, thing)).collect();
        self.file.create_vector(&tables)
    }

    fn strings(&mut self, strings: &[&str]) -> Things<'a, &'a str> {
        let strings: Vec<WIPOffset<&str>> =
            strings.iter().map(|string| self.file.create_string(string)).collect();
        self.file.create_vector(&strings)
    }

    fn table(&mut self, table: WIPOffset<flatbuffers::TableUnfinishedWIPOffset>) -> Table {
        WIPOffset::new(self.file.end_table(table).value())
    }
}

/// The number of an element type.
fn dtype(array: &Array) -> i8 {
    if array.is_float0 {
        return 22;
    }
    match array.shape.element_type {
        ElementType::Pred => 0,
        ElementType::S8 => 1,
        ElementType::S32 => 3,
        ElementType::U8 => 5,
        ElementType::U32 => 7,
        ElementType::F32 => 10,
        ElementType::F64 => 11,
        ElementType::Bf16 => 14,
    }
}
