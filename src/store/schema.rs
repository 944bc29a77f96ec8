//! Names of tables and columns. Their meaning stands in the migrations.
