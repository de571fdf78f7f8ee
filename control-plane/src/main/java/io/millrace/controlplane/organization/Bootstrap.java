package io.millrace.controlplane.organization;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Sees to it that the first organization and its key are there, before anybody can ask.
@ApplicationScoped
public class Bootstrap {

  private static final Logger LOG = Logger.getLogger(Bootstrap.class);

  private final OrganizationService organizations;
  private final Optional<String> name;
  private final Optional<String> apiKey;

  Bootstrap(
      OrganizationService organizations,
      @ConfigProperty(name = "millrace.bootstrap.organization") Optional<String> name,
      @ConfigProperty(name = "millrace.bootstrap.api-key") Optional<String> apiKey) {
    this.organizations = organizations;
    this.name = name;
    this.apiKey = apiKey;
  }

  void onStart(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent event) {
    if (name.isEmpty() || apiKey.isEmpty()) {
      return;
    }
    ApiKeyText key =
        ApiKeyText.parse(apiKey.get())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "MILLRACE_BOOTSTRAP_API_KEY is not an API key: it must be"
                            + " mr_<8 to 32 of a-z 0-9>_<at least 24 of A-Z a-z 0-9 . ->."));
    switch (organizations.bootstrap(name.get(), key)) {
      case DONE -> LOG.infof("Organization %s is there, with the key %s", name.get(), key);
      case KEY_REVOKED ->
          LOG.warnf("The bootstrap key %s was revoked and stays so; make another key", key);
      case KEY_TAKEN ->
          throw new IllegalArgumentException(
              "MILLRACE_BOOTSTRAP_API_KEY has the id of another key ("
                  + key
                  + "). Use the key that was made with this database, or a new one.");
    }
  }
}
