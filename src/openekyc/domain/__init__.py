"""The words every room uses: tokens, clock, causes, challenges, findings, errors. Standard library only."""
