"""`openekyc` on the command line, also `python -m openekyc`."""

from openekyc.cli import app


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
