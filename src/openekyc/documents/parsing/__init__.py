"""Finding values in printed text: labels first, places only where labels fail."""
