/// Child processes: started, watched, adopted after a crash of whoever started them, and stopped.
/// The only place that starts a process, so that these rules hold everywhere: arguments are a list
/// and never a shell's string, output goes to a file and never through a pipe that must be read,
/// and secrets travel by environment or standard input and never on the command line.
@NullMarked
package io.millrace.process;

import org.jspecify.annotations.NullMarked;
