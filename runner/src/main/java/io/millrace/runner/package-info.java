/// The agent inside an install. It opens every connection and accepts none.
@NullMarked
package io.millrace.runner;

import org.jspecify.annotations.NullMarked;
