//! The one road into a plugin: reads its function table, calls, drains errors, frees objects.
//!
//! A plugin's table is as long as its age makes it, so it is only ever read entry by entry behind
//! its own `struct_size`; no reference to it is made and it is never copied.
#![allow(unsafe_code, reason = "every call into a plugin passes here")]

use std::ffi::c_void;
use std::ptr::NonNull;

use super::error::{ApiVersion, ErrorCode, PjrtError};
use super::plugin::Plugin;
use super::sys::{
    self, ApiHead, Args, Error, ErrorDestroyArgs, ErrorGetCodeArgs, ErrorMessageArgs, Event,
    EventAwaitArgs, ExtensionBase, ExtensionFunction, FUNCTIONS_START, Function, Owned,
};

/// A plugin's function table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table {
    head: NonNull<ApiHead>,
}

// SAFETY: the table is constant data of a library that is never unloaded.
unsafe impl Send for Table {}
// SAFETY: as above; nothing writes to it.
unsafe impl Sync for Table {}

type Returning = unsafe extern "C" fn(*mut c_void) -> *mut Error;
type Void = unsafe extern "C" fn(*mut c_void);

impl Table {
    /// The table at this address.
    ///
    /// # Safety
    /// `head` points to a `PJRT_Api` that lives as long as the process.
    pub(super) unsafe fn new(head: NonNull<ApiHead>) -> Self {
        Table { head }
    }

    /// The bytes that the plugin says its table has.
    pub(super) fn struct_size(self) -> usize {
        // SAFETY: `new` was promised a live table; the field is in every version's head.
        unsafe { (&raw const (*self.head.as_ptr()).struct_size).read() }
    }

    /// The API version that the plugin was built with.
    pub(super) fn version(self) -> ApiVersion {
        // SAFETY: `new` was promised a live table; the field is in every version's head.
        let major = unsafe { (&raw const (*self.head.as_ptr()).major).read() };
        // SAFETY: as for `major`.
        let minor = unsafe { (&raw const (*self.head.as_ptr()).minor).read() };
        ApiVersion { major, minor }
    }

    /// The entry of a function, if the table reaches so far and the entry is set.
    fn entry(self, function: Function) -> Option<NonNull<c_void>> {
        let offset = FUNCTIONS_START + 8 * function.slot;
        if offset + 8 > self.struct_size() {
            return None;
        }
        // SAFETY: the plugin says that its table is at least `offset + 8` bytes long.
        let entry = unsafe { self.head.as_ptr().cast::<u8>().add(offset).cast::<usize>().read() };
        NonNull::new(std::ptr::with_exposed_provenance_mut(entry))
    }

    /// Whether the plugin has this function.
    pub(super) fn has(self, function: Function) -> bool {
        self.entry(function).is_some()
    }

    /// Calls the function that takes `args`; resends once in the size the plugin asks for.
    ///
    /// # Safety
    /// The pointers in `args` are what the C function wants: live handles of this plugin, and
    /// memory that is valid for the call.
    pub(super) unsafe fn call<A: Args>(self, args: &mut A) -> Result<(), PjrtError> {
        let Function { name, .. } = A::FUNCTION;
        let version = self.version();
        let entry =
            self.entry(A::FUNCTION).ok_or(PjrtError::Unsupported { function: name, version })?;
        // SAFETY: this slot holds a function that takes a pointer to its args and returns an error.
        let function = unsafe { std::mem::transmute::<*mut c_void, Returning>(entry.as_ptr()) };
        // SAFETY: `Args` pins the layout to this function's; the caller vouches for the pointers.
        let error = unsafe { function((&raw mut *args).cast()) };
        let result = self.check(name, error);
        let Some(size) = wanted_size(&result, A::SIZE) else { return result };
        args.header().struct_size = size;
        // SAFETY: as for the first call; structs only ever grow, so a shorter size is a prefix.
        let error = unsafe { function((&raw mut *args).cast()) };
        self.check(name, error)
    }

    /// Turns what a C function returned into a result, and frees it.
    pub(super) fn check(self, function: &'static str, error: *mut Error) -> Result<(), PjrtError> {
        if error.is_null() {
            return Ok(());
        }
        let mut text = ErrorMessageArgs { error, ..ErrorMessageArgs::new() };
        self.call_void(&mut text);
        // SAFETY: the message lives until the error is destroyed, below.
        let message = unsafe { text_of(text.message, text.message_size) };
        let mut code = ErrorGetCodeArgs { error, ..ErrorGetCodeArgs::new() };
        if let Some(entry) = self.entry(ErrorGetCodeArgs::FUNCTION) {
            // SAFETY: this slot holds a function that takes its args and returns an error.
            let get = unsafe { std::mem::transmute::<*mut c_void, Returning>(entry.as_ptr()) };
            // SAFETY: `error` is live and the args are pinned to this function's layout.
            let nested = unsafe { get((&raw mut code).cast()) };
            if !nested.is_null() {
                self.destroy_error(nested);
            }
        }
        self.destroy_error(error);
        Err(PjrtError::Call { function, code: ErrorCode::from_number(code.code), message })
    }

    fn destroy_error(self, error: *mut Error) {
        self.call_void(&mut ErrorDestroyArgs { error, ..ErrorDestroyArgs::new() });
    }

    /// Calls one of the two functions that return nothing.
    fn call_void<A: Args>(self, args: &mut A) {
        let Some(entry) = self.entry(A::FUNCTION) else { return };
        // SAFETY: only Error_Message and Error_Destroy come here; both return void.
        let function = unsafe { std::mem::transmute::<*mut c_void, Void>(entry.as_ptr()) };
        // SAFETY: the args hold a live error and are pinned to the function's layout.
        unsafe { function((&raw mut *args).cast()) };
    }

    /// The extensions: type number and where each is.
    pub(super) fn extensions(self) -> Vec<(i32, NonNull<ExtensionBase>)> {
        // SAFETY: `new` was promised a live table; the field is in every version's head.
        let mut next = unsafe { (&raw const (*self.head.as_ptr()).extension_start).read() };
        let mut found = Vec::new();
        while let Some(base) = NonNull::new(next.cast_mut()) {
            // SAFETY: the chain consists of live, constant `PJRT_Extension_Base`s.
            let kind = unsafe { (&raw const (*base.as_ptr()).kind).read() };
            found.push((kind, base));
            // SAFETY: as for `kind`.
            next = unsafe { (&raw const (*base.as_ptr()).next).read() };
            if found.len() == 256 {
                break; // a chain that never ends is a broken plugin
            }
        }
        found
    }

    /// The entry of an extension's function, if the plugin has it.
    fn extension_entry(self, function: ExtensionFunction) -> Option<NonNull<c_void>> {
        let extensions = self.extensions();
        let (_, base) = extensions.iter().find(|(kind, _)| *kind == function.extension)?;
        let offset = size_of::<ExtensionBase>() + 8 * function.slot;
        // SAFETY: the extension is live, constant data of the library.
        let size = unsafe { (&raw const (*base.as_ptr()).struct_size).read() };
        if offset + 8 > size {
            return None;
        }
        // SAFETY: the plugin says that the extension is at least `offset + 8` bytes long.
        let entry = unsafe { base.as_ptr().cast::<u8>().add(offset).cast::<usize>().read() };
        NonNull::new(std::ptr::with_exposed_provenance_mut(entry))
    }

    /// Whether the plugin has this function of an extension.
    pub(super) fn has_extension_function(self, function: ExtensionFunction) -> bool {
        self.extension_entry(function).is_some()
    }

    /// Calls a function of an extension.
    ///
    /// # Safety
    /// `A` is laid out as the arguments of `function`, and its pointers are what the function
    /// wants: live handles of this plugin, and memory that is valid for the call.
    pub(super) unsafe fn call_extension<A>(
        self,
        function: ExtensionFunction,
        args: &mut A,
    ) -> Result<(), PjrtError> {
        let ExtensionFunction { name, .. } = function;
        let version = self.version();
        let entry = self
            .extension_entry(function)
            .ok_or(PjrtError::Unsupported { function: name, version })?;
        // SAFETY: this slot holds a function that takes a pointer to its args and returns an error.
        let function = unsafe { std::mem::transmute::<*mut c_void, Returning>(entry.as_ptr()) };
        // SAFETY: the caller vouches for the layout and the pointers.
        let error = unsafe { function((&raw mut *args).cast()) };
        self.check(name, error)
    }
}

/// The size that a plugin wants for a struct sent as `sent` bytes, when that is why it refused.
///
/// Most plugins take larger structs than they know; those that check for equality answer
/// `Unexpected ... size: expected 72, got 88`.
pub(super) fn wanted_size(result: &Result<(), PjrtError>, sent: usize) -> Option<usize> {
    let Err(PjrtError::Call { code: ErrorCode::InvalidArgument, message, .. }) = result else {
        return None;
    };
    let (before, after) = message.split_once(", got ")?;
    let (_, wanted) = before.rsplit_once("expected ")?;
    let got: String = after.chars().take_while(char::is_ascii_digit).collect();
    let wanted: usize = wanted.parse().ok()?;
    (got.parse() == Ok(sent) && wanted < sent && wanted >= size_of::<sys::Header>())
        .then_some(wanted)
}

/// A copy of text that a plugin points to; invalid UTF-8 is replaced.
///
/// # Safety
/// `pointer` is null or points to `size` readable bytes.
pub(super) unsafe fn text_of(pointer: *const u8, size: usize) -> String {
    // SAFETY: the caller vouches for the bytes.
    let bytes = unsafe { copy_of(pointer, size) };
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A copy of an array that a plugin points to; empty when there is none.
///
/// # Safety
/// `pointer` is null or points to `count` initialized values of `T`.
pub(super) unsafe fn copy_of<T: Copy>(pointer: *const T, count: usize) -> Vec<T> {
    if pointer.is_null() || count == 0 {
        return Vec::new();
    }
    // SAFETY: not null, and the caller vouches for the values.
    unsafe { std::slice::from_raw_parts(pointer, count) }.to_vec()
}

/// An object of a plugin, destroyed when dropped.
///
/// Moving and sharing between threads follows C++ PJRT, whose clients, executables, buffers and
/// topologies are thread-safe; destruction is exclusive because `Drop` is.
pub(super) struct Handle<T: Owned> {
    plugin: Plugin,
    pointer: NonNull<T>,
}

// SAFETY: C++ PJRT objects are not bound to the thread that made them.
unsafe impl<T: Owned> Send for Handle<T> {}
// SAFETY: the C++ classes behind the handles are documented as thread-safe.
unsafe impl<T: Owned> Sync for Handle<T> {}

impl<T: Owned> Handle<T> {
    /// Takes ownership of what `function` gave as its `result`.
    ///
    /// # Safety
    /// `pointer` is null or a live object of this plugin that nobody else destroys.
    pub(super) unsafe fn new(
        plugin: &Plugin,
        pointer: *mut T,
        function: &'static str,
        result: &'static str,
    ) -> Result<Self, PjrtError> {
        let pointer = NonNull::new(pointer).ok_or(PjrtError::NoResult { function, result })?;
        Ok(Handle { plugin: plugin.clone(), pointer })
    }

    /// The object, live as long as `self`.
    pub(super) fn get(&self) -> *mut T {
        self.pointer.as_ptr()
    }

    /// The plugin that it belongs to.
    pub(super) fn plugin(&self) -> &Plugin {
        &self.plugin
    }

    /// The table of its plugin.
    pub(super) fn table(&self) -> Table {
        self.plugin.table()
    }
}

impl<T: Owned> Drop for Handle<T> {
    fn drop(&mut self) {
        let mut args = T::destroy_args(self.get());
        // SAFETY: `self` owns the live object and nobody can use it after this.
        let result = unsafe { self.table().call(&mut args) };
        if let Err(error) = result {
            tracing::warn!("{error}");
        }
    }
}

impl Handle<Event> {
    /// Blocks until the event is ready, and gives its error as an error of `function`.
    pub(super) fn wait(self, function: &'static str) -> Result<(), PjrtError> {
        let mut args = EventAwaitArgs { event: self.get(), ..EventAwaitArgs::new() };
        // SAFETY: `self` owns the live event.
        let result = unsafe { self.table().call(&mut args) };
        match result {
            Err(PjrtError::Call { code, message, .. }) => {
                Err(PjrtError::Call { function, code, message })
            }
            other @ (Ok(()) | Err(_)) => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sys::{ClientCreateArgs, ClientDestroyArgs, Header, PluginInitializeArgs};
    use super::*;

    /// A table whose plugin knows functions 0 to 10.
    #[repr(C)]
    struct Fake {
        head: ApiHead,
        functions: [usize; 11],
    }

    /// An error of the fake plugin: the code is its first byte.
    const REFUSAL: &str = "\u{3}Unexpected PJRT_Client_Create_Args size: expected 72, got 88.";

    unsafe extern "C" fn message(args: *mut c_void) {
        // SAFETY: called with these arguments.
        let args = unsafe { &mut *args.cast::<ErrorMessageArgs>() };
        (args.message, args.message_size) = (REFUSAL[1..].as_ptr(), REFUSAL.len() - 1);
    }

    unsafe extern "C" fn code(args: *mut c_void) -> *mut Error {
        // SAFETY: called with these arguments.
        let args = unsafe { &mut *args.cast::<ErrorGetCodeArgs>() };
        // SAFETY: the only error is the text above.
        args.code = i32::from(unsafe { args.error.cast::<u8>().read() });
        std::ptr::null_mut()
    }

    unsafe extern "C" fn destroy(_: *mut c_void) {}

    /// As plugins do that check for equality.
    unsafe extern "C" fn create_client(args: *mut c_void) -> *mut Error {
        // SAFETY: called with these arguments.
        let args = unsafe { &mut *args.cast::<ClientCreateArgs>() };
        if args.header.struct_size != 72 {
            return REFUSAL.as_ptr().cast_mut().cast();
        }
        args.num_options = 7;
        std::ptr::null_mut()
    }

    fn fake() -> Table {
        let mut functions = [0; 11];
        functions[0] = (destroy as *const ()).expose_provenance();
        functions[1] = (message as *const ()).expose_provenance();
        functions[2] = (code as *const ()).expose_provenance();
        functions[10] = (create_client as *const ()).expose_provenance();
        let head = ApiHead {
            struct_size: size_of::<Fake>(),
            extension_start: std::ptr::null(),
            version_header: Header::new(24),
            major: 0,
            minor: 60,
        };
        let fake = Box::leak(Box::new(Fake { head, functions }));
        // SAFETY: the table is leaked, so it lives as long as the process.
        unsafe { Table::new(NonNull::from(fake).cast()) }
    }

    #[test]
    fn a_plugin_that_wants_a_shorter_struct_is_sent_one() {
        let mut args = ClientCreateArgs::new();
        // SAFETY: the fake follows no pointers.
        unsafe { fake().call(&mut args) }.expect("the second size is accepted");
        assert_eq!((args.header.struct_size, args.num_options), (72, 7));
    }

    #[test]
    fn a_function_beyond_the_table_or_unset_is_unsupported_and_not_called() {
        assert!(fake().has(ClientCreateArgs::FUNCTION));
        assert!(!fake().has(ClientDestroyArgs::FUNCTION), "slot 11 is one beyond");
        // SAFETY: the arguments hold no pointers.
        let error = unsafe { fake().call(&mut PluginInitializeArgs::new()) }.expect_err("unset");
        assert_eq!(
            error.to_string(),
            "PJRT_Plugin_Initialize: not in the function table of this plugin, which has PJRT API 0.60"
        );
    }

    fn refused(message: &str) -> Result<(), PjrtError> {
        let code = ErrorCode::InvalidArgument;
        Err(PjrtError::Call { function: "PJRT_Client_Create", code, message: message.into() })
    }

    #[test]
    fn a_size_of_another_struct_or_a_longer_one_is_not_resent() {
        let nested = "Unexpected PJRT_ExecuteOptions size: expected 112, got 144.";
        assert_eq!(wanted_size(&refused(nested), 80), None);
        let longer = "Unexpected PJRT_Client_Create_Args size: expected 96, got 88.";
        assert_eq!(wanted_size(&refused(longer), 88), None);
        let absurd = "Unexpected PJRT_Client_Create_Args size: expected 3, got 88.";
        assert_eq!(wanted_size(&refused(absurd), 88), None);
        assert_eq!(wanted_size(&refused("bad"), 88), None);
        assert_eq!(wanted_size(&Ok(()), 88), None);
    }
}
