"""What alembic runs for every command; the connection comes from load.versioning."""

from alembic import context

from contracts.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
context.run_migrations()
