"""How does Alembic run here? On the connection that `storage.migrate` gives it, in that connection's transaction."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
context.run_migrations()
