package dev.patchbay.cli;

import picocli.CommandLine;

/** The client's part of the program's command line. */
public final class Client {
  private Client() {}

  /** Adds the client's commands. */
  public static void addTo(CommandLine program) {
    // What follows the name of the program to run are that program's own options.
    CommandLine run = new CommandLine(new RunCommand()).setStopAtPositional(true);
    program
        .addSubcommand(new ListCommand())
        .addSubcommand("run", run)
        .addSubcommand(new AttachCommand())
        .addSubcommand(new OpenCommand())
        .addSubcommand(new ScreenCommand())
        .addSubcommand(new SendCommand())
        .addSubcommand(new WaitCommand())
        .addSubcommand(new UploadCommand())
        .addSubcommand(new DownloadCommand())
        .addSubcommand(new KillCommand())
        .addSubcommand(new RemoveCommand())
        .addSubcommand(new LaunchCommand())
        .addSubcommand(new CommandLine(new ToolsCommand()).addSubcommand(new WhyCommand()));
  }
}
