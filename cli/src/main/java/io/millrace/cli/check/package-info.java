/// What a Millrace needs of its machine, looked at before it starts and by `doctor`.
@NullMarked
package io.millrace.cli.check;

import org.jspecify.annotations.NullMarked;
