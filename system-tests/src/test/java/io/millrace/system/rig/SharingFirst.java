package io.millrace.system.rig;

import java.util.Comparator;
import java.util.Optional;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;

/// Those that share a Millrace one after the other, so that it is started once. By their names, of
/// which the last is [io.millrace.system.refusal.UntrustedST], which leaves other installs behind.
public final class SharingFirst implements ClassOrderer {

  @Override
  public void orderClasses(ClassOrdererContext context) {
    context
        .getClassDescriptors()
        .sort(
            Comparator.comparing(SharingFirst::group)
                .thenComparing(each -> each.getTestClass().getSimpleName()));
  }

  private static int group(ClassDescriptor each) {
    Optional<SharesMillrace> shares = each.findAnnotation(SharesMillrace.class);
    return shares.map(SharesMillrace::demo).map(demo -> demo ? 1 : 0).orElse(2);
  }
}
