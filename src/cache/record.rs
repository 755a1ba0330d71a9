//! The form of a file: a magic word, a header as JSON, blobs, and the SHA-256 of all before it.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::files::hex;

/// Changes with the form of files and with the meaning of what is in them.
const MAGIC: &[u8; 16] = b"vqbit-cache-001\n";
const HASH_BYTES: usize = 32;
/// The magic word and the header's length.
pub(super) const HEAD_BYTES: usize = MAGIC.len() + 8;

/// A question with its answer; what is large stands behind them as blobs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Header<Q, A> {
    pub(super) question: Q,
    pub(super) answer: A,
    /// Seconds since 1970.
    pub(super) created: u64,
    blob_bytes: Vec<usize>,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Record<Q, A> {
    pub(super) header: Header<Q, A>,
    pub(super) blobs: Vec<Vec<u8>>,
}

/// The name of the file that answers a question.
pub(super) fn name_of<Q: Serialize>(question: &Q) -> serde_json::Result<String> {
    Ok(hex(&Sha256::digest(serde_json::to_vec(question)?)))
}

/// The bytes of a file.
pub(super) fn seal<Q: Serialize, A: Serialize>(
    question: Q,
    answer: A,
    created: u64,
    blobs: &[&[u8]],
) -> serde_json::Result<Vec<u8>> {
    let blob_bytes = blobs.iter().map(|blob| blob.len()).collect();
    let header = serde_json::to_vec(&Header { question, answer, created, blob_bytes })?;
    let length = (header.len() as u64).to_le_bytes();
    let mut bytes = [MAGIC.as_slice(), &length, &header, &blobs.concat()].concat();
    let hash = Sha256::digest(&bytes);
    bytes.extend_from_slice(&hash);
    Ok(bytes)
}

/// The length of the header that a file's first bytes announce.
pub(super) fn header_length(head: &[u8; HEAD_BYTES]) -> Result<usize, String> {
    let (magic, length) = head.split_at(MAGIC.len());
    if magic != MAGIC {
        return Err("is not a cache file of this version of vqbit".to_owned());
    }
    let mut number = [0; 8];
    number.copy_from_slice(length);
    usize::try_from(u64::from_le_bytes(number)).map_err(|error| error.to_string())
}

/// What a header says.
pub(super) fn header<Q: DeserializeOwned, A: DeserializeOwned>(
    bytes: &[u8],
) -> Result<Header<Q, A>, String> {
    serde_json::from_slice(bytes).map_err(|error| format!("its header is not readable: {error}"))
}

/// What a file says, if it is whole.
pub(super) fn open<Q: DeserializeOwned, A: DeserializeOwned>(
    bytes: &[u8],
) -> Result<Record<Q, A>, String> {
    let cut = || "ends too early".to_owned();
    let length = header_length(bytes.first_chunk().ok_or_else(cut)?)?;
    let (content, found) =
        bytes.split_at_checked(bytes.len().saturating_sub(HASH_BYTES)).ok_or_else(cut)?;
    let wanted = Sha256::digest(content);
    if found != wanted.as_slice() {
        let (found, wanted) = (hex(found), hex(&wanted));
        return Err(format!("ends in SHA-256 {found}, its content has {wanted}"));
    }
    let (text, mut rest) =
        content.get(HEAD_BYTES..).and_then(|rest| rest.split_at_checked(length)).ok_or_else(cut)?;
    let header: Header<Q, A> = header(text)?;
    let mut blobs = Vec::with_capacity(header.blob_bytes.len());
    for &bytes in &header.blob_bytes {
        let (blob, behind) = rest.split_at_checked(bytes).ok_or_else(cut)?;
        blobs.push(blob.to_vec());
        rest = behind;
    }
    Ok(Record { header, blobs })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealed() -> Vec<u8> {
        seal("why", vec![1, 2], 7, &[b"one", b"", b"three"]).expect("bytes")
    }

    #[test]
    fn what_is_sealed_is_opened() {
        let record: Record<String, Vec<i32>> = open(&sealed()).expect("a record");
        assert_eq!((record.header.question.as_str(), record.header.answer), ("why", vec![1, 2]));
        assert_eq!((record.header.created, record.blobs.len()), (7, 3));
        assert_eq!(
            (record.blobs[0].as_slice(), record.blobs[2].as_slice()),
            (&b"one"[..], &b"three"[..])
        );
    }

    #[test]
    fn every_changed_or_missing_byte_is_noticed() {
        let whole = sealed();
        for at in 0..whole.len() {
            let mut changed = whole.clone();
            changed[at] ^= 4;
            open::<String, Vec<i32>>(&changed).expect_err("a changed byte");
            open::<String, Vec<i32>>(&whole[..at]).expect_err("a file cut short");
        }
    }

    #[test]
    fn a_name_is_of_the_question_alone() {
        let name = name_of(&"why").expect("a name");
        assert_eq!(name, crate::files::sha256(br#""why""#));
        assert_ne!(name, name_of(&"how").expect("a name"));
    }
}
