/// PostgreSQL: transactions that see one organization only, plain SQL in and rows out.
@NullMarked
package io.millrace.controlplane.database;

import org.jspecify.annotations.NullMarked;
