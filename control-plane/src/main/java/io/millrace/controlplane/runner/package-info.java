/// The edge to which runners connect: their enrolment, sessions and reports.
@NullMarked
package io.millrace.controlplane.runner;

import org.jspecify.annotations.NullMarked;
