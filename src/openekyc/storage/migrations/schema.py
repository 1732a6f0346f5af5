"""Brings the tables up to date, or refuses them when a newer version of the program wrote them.

The steps are alembic revisions in `versions/`; they use only types that every database knows.
"""

from sqlalchemy import Connection, inspect, text

from openekyc.domain.errors import CannotStart

NEWEST = "0001"


class SchemaTooNew(CannotStart):
    """The tables come from a newer version; the message says what the operator can do."""


def bring_up_to_date(connection: Connection) -> None:
    """Run the missing steps in the connection's transaction, which must hold the database's write lock.

    Raises `SchemaTooNew`, having changed nothing.
    """
    found = found_version(connection)
    if found == NEWEST:
        return
    _run_steps(connection, found)


def found_version(connection: Connection) -> str | None:
    """Which step the tables are at; None when there are none yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _run_steps(connection: Connection, found: str | None) -> None:
    # Only the first start after an upgrade should pay for these imports, a quarter of a second.
    from alembic import command  # noqa: PLC0415 - as above
    from alembic.config import Config  # noqa: PLC0415 - as above
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", "openekyc.storage:migrations")
    config.attributes["connection"] = connection
    known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise SchemaTooNew(
            f"The database was written by a newer version of OpenEKYC (its tables are at step {found}, this version "
            f"knows up to {NEWEST}). Start that version again, or restore the backup made before it was first started."
        )
    command.upgrade(config, NEWEST)
