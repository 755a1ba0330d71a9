//! Every public item with its signature, held against `api.txt`: a change of the interface is seen.
//!
//! `BLESS=1` rewrites the file.
#![allow(clippy::wildcard_enum_match_arm, reason = "syn's enums grow, and say so")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use syn::punctuated::Punctuated;
use syn::{
    Attribute, Fields, ImplItem, Item, ItemEnum, ItemImpl, ItemStruct, ItemTrait, TraitItem, Type,
    Visibility,
};

/// A module's items, and which of them are seen from outside.
struct Room {
    path: String,
    items: Vec<Item>,
    /// Whether the module and all above it are public.
    open: bool,
    /// Names that a module above gives out of this private one.
    given_out: BTreeSet<String>,
}

#[test]
fn the_public_items_are_those_of_the_list() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/library/api.txt");
    let found = api();
    assert!(found.lines().count() > 800, "found only {} items", found.lines().count());
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &found).expect("written");
    }
    let wanted = fs::read_to_string(&path).unwrap_or_default();
    let difference = similar::TextDiff::from_lines(&wanted, &found);
    let shown = difference.unified_diff().context_radius(0).to_string();
    assert!(found == wanted, "the public items changed (BLESS=1 takes it):\n{shown}");
}

/// One item a line, sorted.
fn api() -> String {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut rooms = Vec::new();
    collect(&src.join("lib.rs"), "vqbit", (true, BTreeSet::new()), &mut rooms);
    let public: BTreeSet<String> = rooms.iter().flat_map(public_types).collect();
    let mut lines = BTreeSet::new();
    for room in &rooms {
        for item in &room.items {
            describe(room, item, &public, &mut lines);
        }
    }
    lines.into_iter().map(|line| line + "\n").collect()
}

/// The module of a file and those below it; tests and optional features are left out.
fn collect(file: &Path, path: &str, (open, out): (bool, BTreeSet<String>), rooms: &mut Vec<Room>) {
    let text = fs::read_to_string(file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    let items = syn::parse_file(&text).expect("Rust").items;
    let items: Vec<Item> =
        items.into_iter().filter(|item| !is_conditional(attributes(item))).collect();
    for item in &items {
        let Item::Mod(module) = item else { continue };
        let name = module.ident.to_string();
        if module.content.is_some() {
            assert!(!is_public(&module.vis), "{path}::{name}: a public module without a file");
            continue;
        }
        let open = open && is_public(&module.vis);
        let given_out = if open { BTreeSet::new() } else { given_out_of(&name, &items) };
        let file = file_of(file, &name);
        collect(&file, &format!("{path}::{name}"), (open, given_out), rooms);
    }
    rooms.push(Room { path: path.to_owned(), items, open, given_out: out });
}

/// The file of the module `name` that `parent` declares.
fn file_of(parent: &Path, name: &str) -> PathBuf {
    let stem = parent.file_stem().expect("a name").to_string_lossy().into_owned();
    let folder = parent.parent().expect("a folder");
    let folder = if stem == "mod" || stem == "lib" { folder.to_owned() } else { folder.join(stem) };
    let flat = folder.join(format!("{name}.rs"));
    if flat.is_file() { flat } else { folder.join(name).join("mod.rs") }
}

/// What `pub use` lines among the items take from the module `name`.
fn given_out_of(name: &str, items: &[Item]) -> BTreeSet<String> {
    let uses = items.iter().filter_map(|item| match item {
        Item::Use(item) if is_public(&item.vis) => Some(text(Item::Use(item.clone()))),
        _ => None,
    });
    let words = |line: String| -> Vec<String> {
        line.split(|c: char| !(c.is_alphanumeric() || c == '_')).map(str::to_owned).collect()
    };
    uses.map(words).filter(|words| words.iter().any(|word| word == name)).flatten().collect()
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn is_conditional(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident("cfg"))
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Mod(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// The types of a module that are seen from outside, by name.
fn public_types(room: &Room) -> Vec<String> {
    let seen = |name: String| (room.open || room.given_out.contains(&name)).then_some(name);
    let names = room.items.iter().filter_map(|item| match item {
        Item::Struct(item) if is_public(&item.vis) => seen(item.ident.to_string()),
        Item::Enum(item) if is_public(&item.vis) => seen(item.ident.to_string()),
        _ => None,
    });
    names.collect()
}

/// Puts the lines of an item: its signature, and those of its fields, variants and methods.
fn describe(room: &Room, item: &Item, public: &BTreeSet<String>, lines: &mut BTreeSet<String>) {
    let (visibility, name) = match item {
        Item::Const(item) => (&item.vis, item.ident.to_string()),
        Item::Enum(item) => (&item.vis, item.ident.to_string()),
        Item::Fn(item) => (&item.vis, item.sig.ident.to_string()),
        Item::Mod(item) => (&item.vis, item.ident.to_string()),
        Item::Static(item) => (&item.vis, item.ident.to_string()),
        Item::Struct(item) => (&item.vis, item.ident.to_string()),
        Item::Trait(item) => (&item.vis, item.ident.to_string()),
        Item::Type(item) => (&item.vis, item.ident.to_string()),
        Item::Use(item) => (&item.vis, String::new()),
        Item::Impl(item) => return describe_impl(room, item, public, lines),
        _ => return,
    };
    if !is_public(visibility) || !(room.open || room.given_out.contains(&name)) {
        return;
    }
    let path = format!("{}::{name}", room.path);
    let path = path.trim_end_matches("::");
    let line = match item {
        Item::Struct(item) => of_struct(path, item, lines),
        Item::Enum(item) => of_enum(path, item, lines),
        Item::Trait(item) => of_trait(item),
        other => text(other.clone()),
    };
    lines.insert(format!("{path}: {line}"));
}

/// A struct without its fields; the public ones become lines of their own.
fn of_struct(path: &str, item: &ItemStruct, lines: &mut BTreeSet<String>) -> String {
    for (place, field) in item.fields.iter().enumerate().filter(|(_, f)| is_public(&f.vis)) {
        let name = field.ident.as_ref().map_or(place.to_string(), ToString::to_string);
        lines.insert(format!("{path}::{name}: {}", type_text(&field.ty)));
    }
    text(Item::Struct(ItemStruct { fields: Fields::Unit, ..item.clone() }))
}

/// An enum without its variants, which become lines of their own.
fn of_enum(path: &str, item: &ItemEnum, lines: &mut BTreeSet<String>) -> String {
    for variant in item.variants.clone() {
        let variants = [variant].into_iter().collect();
        let shown = text(Item::Enum(ItemEnum { attrs: vec![], variants, ..item.clone() }));
        let inside = shown.split_once('{').map_or("", |(_, rest)| rest);
        let inside = inside.trim_end_matches('}').trim().trim_end_matches(',');
        lines.insert(format!("{path}::{inside}"));
    }
    text(Item::Enum(ItemEnum { variants: Punctuated::new(), ..item.clone() }))
}

/// A trait with the signatures of its methods.
fn of_trait(item: &ItemTrait) -> String {
    let mut bare = item.clone();
    for member in &mut bare.items {
        if let TraitItem::Fn(method) = member {
            method.default = None;
            method.attrs.clear();
        }
    }
    text(Item::Trait(bare))
}

/// Methods and constants of public types, wherever they are written, and traits that they have.
fn describe_impl(
    room: &Room,
    item: &ItemImpl,
    public: &BTreeSet<String>,
    lines: &mut BTreeSet<String>,
) {
    let of = type_text(&item.self_ty);
    let name = of.split(['<', ' ']).next().and_then(|path| path.rsplit("::").next());
    if !name.is_some_and(|name| public.contains(name)) {
        return;
    }
    // Methods are found by their type: those of one type are spread over several modules.
    let place =
        if room.open { &room.path } else { room.path.rsplit_once("::").map_or("", |p| p.0) };
    if item.trait_.is_some() {
        let mut bare = item.clone();
        bare.items.clear();
        bare.attrs.clear();
        let shown = text(Item::Impl(bare));
        lines.insert(format!("{place}::{of}: {}", shown.trim_end_matches("{}").trim()));
        return;
    }
    for member in &item.items {
        let (name, bare) = match member {
            ImplItem::Fn(method) if is_public(&method.vis) && !is_conditional(&method.attrs) => {
                let (vis, sig) = (&method.vis, &method.sig);
                let bare: syn::ItemFn = syn::parse_quote!(#vis #sig {});
                (sig.ident.to_string(), Item::Fn(bare))
            }
            ImplItem::Const(constant) if is_public(&constant.vis) => {
                let shown = format!("pub const {}: {}", constant.ident, type_text(&constant.ty));
                lines.insert(format!("{place}::{of}::{}: {shown}", constant.ident));
                continue;
            }
            _ => continue,
        };
        lines.insert(format!("{place}::{of}::{name}: {}", text(bare)));
    }
}

/// A type in one line.
fn type_text(of: &Type) -> String {
    let alias: syn::ItemType = syn::parse_quote!(type T = #of;);
    let shown = text(Item::Type(alias));
    shown.trim_start_matches("type T = ").to_owned()
}

/// An item in one line, without its body, value, documentation and attributes.
fn text(mut item: Item) -> String {
    match &mut item {
        Item::Fn(item) => {
            item.attrs.clear();
            item.block.stmts.clear();
        }
        Item::Const(item) => {
            item.attrs.clear();
            *item.expr = syn::parse_quote!(__);
        }
        Item::Static(item) => {
            item.attrs.clear();
            *item.expr = syn::parse_quote!(__);
        }
        Item::Mod(item) => item.attrs.clear(),
        Item::Use(item) => item.attrs.clear(),
        Item::Type(item) => item.attrs.clear(),
        Item::Trait(item) => item.attrs.clear(),
        Item::Struct(item) => item.attrs.retain(is_shown),
        Item::Enum(item) => {
            item.attrs.retain(is_shown);
            for variant in &mut item.variants {
                variant.attrs.clear();
                variant.fields.iter_mut().for_each(|field| field.attrs.clear());
            }
        }
        _ => {}
    }
    let file = syn::File { shebang: None, frontmatter: None, attrs: vec![], items: vec![item] };
    let shown = prettyplease::unparse(&file);
    let line = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = line.trim_end_matches("{}").trim_end_matches("= __;").trim().trim_end_matches(';');
    // A list that was broken over lines ends with a comma.
    line.replace("( ", "(")
        .replace(", )", ")")
        .replace(" )", ")")
        .replace(", }", " }")
        .replace(", >", ">")
        .replace("< ", "<")
}

/// Attributes that users depend on.
fn is_shown(attribute: &Attribute) -> bool {
    ["derive", "non_exhaustive"].iter().any(|name| attribute.path().is_ident(name))
}
