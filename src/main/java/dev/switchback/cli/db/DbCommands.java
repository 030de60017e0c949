package dev.switchback.cli.db;

import dev.switchback.cli.db.stats.DbStatsCommand;
import dev.switchback.cli.shell.Shell;
import dev.switchback.pipeline.InvalidValueException;

/** Makes the commands of this package by their names; a class is loaded only when its command is named. */
public final class DbCommands {

    private DbCommands() {}

    /** {@return the command of that name} */
    public static Object of(String path, Shell shell) {
        return switch (path) {
            case "db" -> new DbCommand(shell);
            case "db status" -> new DbStatusCommand(shell);
            case "db new" -> new DbNewCommand(shell);
            case "db validate" -> new DbValidateCommand(shell);
            case "db up" -> new DbUpCommand(shell);
            case "db rollback" -> new DbRollbackCommand(shell);
            case "db plan" -> new DbPlanCommand(shell);
            case "db generate-down" -> new DbGenerateDownCommand(shell);
            case "db verify" -> new DbVerifyCommand(shell);
            case "db advise" -> new DbAdviseCommand(shell);
            case "db schemas" -> new DbSchemasCommand(shell);
            case "db repair" -> new DbRepairCommand(shell);
            case "db baseline" -> new DbBaselineCommand(shell);
            case "db hook" -> new DbHookCommand(shell);
            case "db stats" -> new DbStatsCommand(shell);
            default -> throw InvalidValueException.of("command", "a command about database migrations", path);
        };
    }
}
