"""One file per document kind; `openekyc.documents.registry` lists them."""
