//! Request ids in the metadata of gRPC calls.

use tonic::metadata::MetadataMap;

use crate::{HEADER, RequestId};

/// Takes the caller's request id, or makes one.
#[must_use]
pub fn request_id(metadata: &MetadataMap) -> RequestId {
    RequestId::accept(metadata.get(HEADER).and_then(|value| value.to_str().ok()))
}

/// Puts a request id where a caller, or the service that is called, finds it.
pub fn set_request_id(metadata: &mut MetadataMap, id: &RequestId) {
    if let Ok(value) = id.as_str().parse() {
        metadata.insert(HEADER, value);
    }
}

#[cfg(test)]
mod tests {
    use tonic::metadata::MetadataMap;

    use super::{request_id, set_request_id};

    #[test]
    fn an_id_goes_through_the_metadata() {
        let mut metadata = MetadataMap::new();
        let id = request_id(&metadata);
        set_request_id(&mut metadata, &id);
        assert_eq!(request_id(&metadata), id);
    }
}
