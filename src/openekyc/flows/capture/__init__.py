"""The person's side of a verification: what the page or app behind a token may do, step by step."""
