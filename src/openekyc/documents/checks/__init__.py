"""Number formats and rules of documents, one file each, in the shape of python-stdnum."""
