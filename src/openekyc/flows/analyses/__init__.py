"""What warm processes compute: pure functions from bytes to findings, with the engines of their process."""
