"""What actions share on the wire: structs, value sets, result codes, base64 images, tables of errors."""
