//! Buffers: arrays on a device, and their element types.
#![allow(unsafe_code, reason = "calls the buffer functions of a plugin")]

use std::fmt;

use serde::{Deserialize, Serialize};

use super::client::Client;
use super::error::PjrtError;
use super::sys::{
    self, Args, BufferDimensionsArgs, BufferElementTypeArgs, BufferIsDeletedArgs, BufferToHostArgs,
    Header, MEMORY_LAYOUT_SIZE, MemoryLayoutC, TILED_LAYOUT_SIZE,
};
use super::table::{Handle, copy_of};

macro_rules! buffer_types {
    ($($(#[$doc:meta])* $name:ident = $number:literal, $text:literal, $bytes:expr;)*) => {
        /// `PJRT_Buffer_Type`: not numbered as XLA's `PrimitiveType` is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "lowercase")]
        #[non_exhaustive]
        pub enum BufferType {
            $($(#[$doc])* $name,)*
            /// A number outside the list.
            Other(i32),
        }

        impl BufferType {
            /// The type with this number.
            pub fn from_number(number: i32) -> Self {
                match number { $($number => Self::$name,)* other => Self::Other(other) }
            }

            /// PJRT's number.
            pub fn number(self) -> i32 {
                match self { $(Self::$name => $number,)* Self::Other(number) => number }
            }

            /// XLA's name, as `bf16`.
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => $text,)* Self::Other(_) => "unknown" }
            }

            /// Bytes an element takes on the host; `None` for packed types and non-arrays.
            pub fn host_bytes(self) -> Option<usize> {
                match self { $(Self::$name => $bytes,)* Self::Other(_) => None }
            }
        }
    };
}

buffer_types! {
    /// No type.
    Invalid = 0, "invalid", None;
    /// Booleans, a byte each.
    Pred = 1, "pred", Some(1);
    /// Signed, 8 bits.
    S8 = 2, "s8", Some(1);
    /// Signed, 16 bits.
    S16 = 3, "s16", Some(2);
    /// Signed, 32 bits.
    S32 = 4, "s32", Some(4);
    /// Signed, 64 bits.
    S64 = 5, "s64", Some(8);
    /// Unsigned, 8 bits.
    U8 = 6, "u8", Some(1);
    /// Unsigned, 16 bits.
    U16 = 7, "u16", Some(2);
    /// Unsigned, 32 bits.
    U32 = 8, "u32", Some(4);
    /// Unsigned, 64 bits.
    U64 = 9, "u64", Some(8);
    /// IEEE half.
    F16 = 10, "f16", Some(2);
    /// IEEE single.
    F32 = 11, "f32", Some(4);
    /// IEEE double.
    F64 = 12, "f64", Some(8);
    /// Brain float.
    Bf16 = 13, "bf16", Some(2);
    /// Complex of singles.
    C64 = 14, "c64", Some(8);
    /// Complex of doubles.
    C128 = 15, "c128", Some(16);
    /// Float of 8 bits.
    F8e5m2 = 16, "f8e5m2", Some(1);
    /// Float of 8 bits.
    F8e4m3fn = 17, "f8e4m3fn", Some(1);
    /// Float of 8 bits.
    F8e4m3b11fnuz = 18, "f8e4m3b11fnuz", Some(1);
    /// Float of 8 bits.
    F8e5m2fnuz = 19, "f8e5m2fnuz", Some(1);
    /// Float of 8 bits.
    F8e4m3fnuz = 20, "f8e4m3fnuz", Some(1);
    /// Signed, 4 bits.
    S4 = 21, "s4", None;
    /// Unsigned, 4 bits.
    U4 = 22, "u4", None;
    /// An ordering token.
    Token = 23, "token", None;
    /// Signed, 2 bits.
    S2 = 24, "s2", None;
    /// Unsigned, 2 bits.
    U2 = 25, "u2", None;
    /// Float of 8 bits.
    F8e4m3 = 26, "f8e4m3", Some(1);
    /// Float of 8 bits.
    F8e3m4 = 27, "f8e3m4", Some(1);
    /// Exponent of 8 bits.
    F8e8m0fnu = 28, "f8e8m0fnu", Some(1);
    /// Float of 4 bits.
    F4e2m1fn = 29, "f4e2m1fn", None;
    /// Signed, 1 bit.
    S1 = 30, "s1", None;
    /// Unsigned, 1 bit.
    U1 = 31, "u1", None;
    /// Float of 6 bits.
    F6e2m3fn = 32, "f6e2m3fn", None;
    /// Float of 6 bits.
    F6e3m2fn = 33, "f6e3m2fn", None;
}

impl fmt::Display for BufferType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// An array on a device.
pub struct Buffer {
    handle: Handle<sys::Buffer>,
    client: Client,
}

impl fmt::Debug for Buffer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Buffer({:?})", self.handle.plugin())
    }
}

impl Buffer {
    /// A buffer of this client.
    pub(super) fn new(handle: Handle<sys::Buffer>, client: Client) -> Self {
        Buffer { handle, client }
    }

    /// The object, live as long as `self`.
    pub(super) fn pointer(&self) -> *mut sys::Buffer {
        self.handle.get()
    }

    /// The client that it belongs to.
    pub(super) fn client(&self) -> &Client {
        &self.client
    }

    /// The element type.
    ///
    /// # Errors
    /// The plugin refuses.
    pub fn element_type(&self) -> Result<BufferType, PjrtError> {
        let buffer = self.pointer();
        let mut args = BufferElementTypeArgs { buffer, ..BufferElementTypeArgs::new() };
        // SAFETY: the buffer is live.
        unsafe { self.handle.table().call(&mut args) }?;
        Ok(BufferType::from_number(args.element_type))
    }

    /// The dimensions.
    ///
    /// # Errors
    /// The plugin refuses.
    pub fn dimensions(&self) -> Result<Vec<i64>, PjrtError> {
        let buffer = self.pointer();
        let mut args = BufferDimensionsArgs { buffer, ..BufferDimensionsArgs::new() };
        // SAFETY: the buffer is live.
        unsafe { self.handle.table().call(&mut args) }?;
        // SAFETY: the dimensions live as long as the buffer.
        Ok(unsafe { copy_of(args.dims, args.num_dims) })
    }

    /// Whether the array is gone, as it is after being donated to an execution.
    ///
    /// # Errors
    /// The plugin refuses.
    pub fn is_deleted(&self) -> Result<bool, PjrtError> {
        let buffer = self.pointer();
        let mut args = BufferIsDeletedArgs { buffer, ..BufferIsDeletedArgs::new() };
        // SAFETY: the buffer is live.
        unsafe { self.handle.table().call(&mut args) }?;
        Ok(args.is_deleted)
    }

    /// The array's bytes in row-major order. Waits until they are computed.
    ///
    /// # Errors
    /// The array was donated, its computation failed, or the plugin refuses.
    pub fn to_host(&self) -> Result<Vec<u8>, PjrtError> {
        let rank = i64::try_from(self.dimensions()?.len()).unwrap_or(0);
        let minor_to_major: Vec<i64> = (0..rank).rev().collect();
        let mut layout = row_major(&minor_to_major);
        let mut args = BufferToHostArgs {
            buffer: self.pointer(),
            host_layout: &raw mut layout,
            ..BufferToHostArgs::new()
        };
        // SAFETY: buffer and layout are live; a null destination asks for the size.
        unsafe { self.handle.table().call(&mut args) }?;
        let mut bytes = vec![0_u8; args.dst_size];
        args.dst = bytes.as_mut_ptr();
        // SAFETY: as above, and the destination has the bytes that the plugin asked for; it
        // outlives the copy because the event is waited for before it is given away or dropped.
        unsafe { self.handle.table().call(&mut args) }?;
        let function = BufferToHostArgs::FUNCTION.name;
        // SAFETY: the event belongs to the caller.
        let done = unsafe { Handle::new(self.handle.plugin(), args.event, function, "event") }?;
        done.wait(function)?;
        Ok(bytes)
    }
}

/// The row-major layout; points to `minor_to_major`.
fn row_major(minor_to_major: &[i64]) -> MemoryLayoutC {
    MemoryLayoutC {
        header: Header::new(MEMORY_LAYOUT_SIZE),
        tiled_header: Header::new(TILED_LAYOUT_SIZE),
        minor_to_major: minor_to_major.as_ptr(),
        minor_to_major_size: minor_to_major.len(),
        tile_dims: std::ptr::null(),
        tile_dim_sizes: std::ptr::null(),
        num_tiles: 0,
        kind: 0, // tiled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_of_the_header_is_its_own_type() {
        for number in 0..=33 {
            let element_type = BufferType::from_number(number);
            assert_ne!(element_type, BufferType::Other(number));
            assert_eq!(element_type.number(), number);
        }
        assert_eq!(BufferType::from_number(34), BufferType::Other(34));
        assert_eq!(BufferType::from_number(13).name(), "bf16");
    }
}
