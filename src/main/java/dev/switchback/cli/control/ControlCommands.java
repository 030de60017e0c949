package dev.switchback.cli.control;

import dev.switchback.cli.shell.Shell;
import dev.switchback.pipeline.InvalidValueException;

/** Makes the commands of this package by their names; a class is loaded only when its command is named. */
public final class ControlCommands {

    private ControlCommands() {}

    /** {@return the command of that name} */
    public static Object of(String path, Shell shell) {
        return switch (path) {
            case "percentage" -> new PercentageCommand(shell);
            case "percentage show" -> new PercentageCommand.Show(shell);
            case "percentage suggest" -> new PercentageCommand.Suggest(shell);
            case "percentage set" -> new PercentageCommand.Set(shell);
            case "override" -> new OverrideCommand(shell);
            case "canary" -> new CanaryCommand(shell);
            case "canary show" -> new CanaryCommand.Show(shell);
            case "canary on" -> new CanaryCommand.On(shell);
            case "canary off" -> new CanaryCommand.Off(shell);
            case "canary sample" -> new CanaryCommand.Sample(shell);
            case "breaker" -> new BreakerCommand(shell);
            case "breaker status" -> new BreakerCommand.Status(shell);
            case "breaker configure" -> new BreakerCommand.Configure(shell);
            case "breaker trip" -> new AskCommand.Trip(shell);
            case "breaker reset" -> new AskCommand.Reset(shell);
            case "breaker probe" -> new AskCommand.Probe(shell);
            case "rollback" -> new RollbackCommand(shell);
            case "rollback plan" -> new RollbackPlanCommand(shell);
            case "rollback validate" -> new RollbackValidateCommand(shell);
            case "rollback recover" -> new RollbackRecoverCommand(shell);
            case "rollback clear" -> new RollbackClearCommand(shell);
            case "rollback schedule" -> new RollbackScheduleCommand(shell);
            case "rollback cancel" -> new RollbackCancelCommand(shell);
            default -> throw InvalidValueException.of("command", "a command that changes something", path);
        };
    }
}
