"""How alembic reaches the database: on the connection and in the transaction that `schema` holds open."""

from alembic import context

from openekyc.storage.metadata import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
