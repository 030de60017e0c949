package dev.switchback.cli.notify;

import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.Shell;
import dev.switchback.notify.Webhook;
import dev.switchback.notify.WebhookBuilder;
import dev.switchback.pipeline.InvalidValueException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Sends one message to a webhook. */
@Command(
        name = "test",
        header = {
            "Sends a message to a webhook, and says whether it was taken.",
            "",
            "  switchback notify test                                  to the URL in SWITCHBACK_WEBHOOK",
            "  switchback notify test --webhook http://localhost:8065/hooks/abc",
            ""
        },
        footer = {
            "",
            "The message is that of Slack, which others take too. Who knows the URL can write to the channel, and",
            "arguments can be seen by others on this machine: keep it in SWITCHBACK_WEBHOOK. A token in",
            "SWITCHBACK_WEBHOOK_TOKEN goes with it as Authorization: Bearer. Neither is ever shown. It is tried once."
        })
final class NotifyTestCommand implements Callable<Integer> {

    private static final String URL = "SWITCHBACK_WEBHOOK";
    private static final String TOKEN = "SWITCHBACK_WEBHOOK_TOKEN";

    private final Shell shell;

    @Option(
            names = "--webhook",
            paramLabel = "URL",
            description = "Where to; by default the URL in SWITCHBACK_WEBHOOK, where others do not see it.")
    private @Nullable String webhook;

    NotifyTestCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        TestMessage message = new TestMessage(shell.now(), shell.migration().orElse("switchback"), shell.operator());
        try (Webhook hook = builder().open()) {
            Optional<String> trouble = hook.sendNow(message);
            return trouble.isEmpty() ? taken(hook) : notTaken(hook, trouble.get());
        }
    }

    private WebhookBuilder builder() {
        String set = shell.terminal().variables().getOrDefault(URL, "");
        String url = webhook == null ? set : webhook;
        InvalidValueException.unless(
                webhook != null || !set.isEmpty(), "--webhook", "given, or in SWITCHBACK_WEBHOOK", "absent");
        WebhookBuilder builder = named(webhook == null ? URL : "--webhook", () -> Webhook.to(url));
        String token = shell.terminal().variables().getOrDefault(TOKEN, "");
        return token.isEmpty() ? builder : named(TOKEN, () -> builder.token(token));
    }

    /** {@return what is made, or a refusal that names what a person has set and not what a program would} */
    private static WebhookBuilder named(String input, Supplier<WebhookBuilder> made) {
        try {
            return made.get();
        } catch (InvalidValueException wrong) {
            throw InvalidValueException.of(input, wrong.rule(), wrong.value(), wrong);
        }
    }

    private int taken(Webhook hook) {
        shell.answer(
                Fields.answer().put("host", hook.host()).put("taken", true),
                List.of("%s has taken the message".formatted(hook.host())));
        return ExitCode.OK;
    }

    private int notTaken(Webhook hook, String why) {
        String sentence = "%s has not taken the message: %s".formatted(hook.host(), why);
        if (shell.isJson()) {
            Fields error = Fields.of().put("code", "not_taken").put("message", sentence);
            shell.answer(Fields.answer().put("error", error), List.of());
        } else {
            shell.note(sentence);
        }
        return ExitCode.ERROR;
    }
}
