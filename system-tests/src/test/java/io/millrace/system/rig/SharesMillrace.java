package io.millrace.system.rig;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/// Gives a class's methods the [Rig] that others have too. What a class makes in it, it takes away
/// in the end, and lets all run that ran.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SharedRig.class)
public @interface SharesMillrace {

  /// Whether it has the demo. Its generator goes at whatever rate it was set to.
  boolean demo() default false;
}
