#include "app/cli/help.h"

#include <CLI/CLI.hpp>

#include <array>

namespace tanba::cli {

namespace {

struct FormRow {
    std::string_view command;
    std::string_view form;
};
constexpr auto kForms = std::to_array<FormRow>({
    {"tanba-cli", "tanba-cli [--json] [--lang kk|ru|en] [--offline] COMMAND ..."},
    {"tanba-cli key", "tanba-cli key info|passwd|find ..."},
    {"tanba-cli key info", "tanba-cli key info FILE.p12 [--password-file FILE]"},
    {"tanba-cli key passwd", "tanba-cli key passwd FILE.p12 [--keep-iterations] [--password-file FILE]"},
    {"tanba-cli key find", "tanba-cli key find [DIR...]"},
    {"tanba-cli card", "tanba-cli card list|info|pin|unblock|survey ..."},
    {"tanba-cli card list", "tanba-cli card list [--demo] [--module FILE]"},
    {"tanba-cli card info", "tanba-cli card info [NAME] [--certificate FILE] [--demo]"},
    {"tanba-cli card pin", "tanba-cli card pin [NAME] [--demo] [--password-file FILE]"},
    {"tanba-cli card unblock", "tanba-cli card unblock [NAME] [--demo] [--password-file FILE]"},
    {"tanba-cli card survey", "tanba-cli card survey [READER] [-o OUT]"},
    {"tanba-cli sign", "tanba-cli sign --key FILE.p12 | --token NAME --format cms|cms-detached|xml|raw IN... "
                       "[-o OUT | --out-dir DIR] [--record FILE]"},
    {"tanba-cli verify",
     "tanba-cli verify FILE... [--content ORIGINAL] [--trust DIR] [--crl DIR] [--online] [--at RFC3339]"},
    {"tanba-cli login",
     "tanba-cli login URL --key FILE.p12 | --token NAME | --factor qr [--browser | --token-file FILE]"},
    {"tanba-cli demo", "tanba-cli demo [--yes]"},
    {"tanba-cli service",
     "tanba-cli service [--port N] [--key FILE.p12 --consent-policy FILE [--password-file FILE]]"},
});

/// The words by which a command is called.
std::string fullName(const CLI::App& app) {
    const CLI::App* parent = app.get_parent();
    return (parent == nullptr ? "" : fullName(*parent) + " ") + app.get_name();
}

class HelpFormatter : public CLI::Formatter {
  public:
    explicit HelpFormatter(const Console& console) {
        column_width(34);
        label("Usage", console.word(text::Ui::HelpUsage));
        label("Positionals", console.word(text::Ui::HelpPositionals));
    }

    std::string make_usage(const CLI::App* app, std::string) const override {
        for (const FormRow& row : kForms)
            if (row.command == fullName(*app))
                return "\n" + get_label("Usage") + ":\n  " + std::string(row.form) + "\n";
        return {};
    }
};

} // namespace

std::shared_ptr<CLI::FormatterBase> helpFormatter(const Console& console) {
    return std::make_shared<HelpFormatter>(console);
}

std::string_view shortUsage() {
    return "  tanba-cli key info FILE.p12\n"
           "  tanba-cli key passwd FILE.p12\n"
           "  tanba-cli key find [DIR...]\n"
           "  tanba-cli card list|info|pin|unblock|survey [NAME]\n"
           "  tanba-cli sign --key FILE.p12 | --token NAME --format cms|cms-detached|xml|raw IN...\n"
           "  tanba-cli verify FILE... [--content ORIGINAL]\n"
           "  tanba-cli login URL --key FILE.p12 | --token NAME | --factor qr\n"
           "  tanba-cli service [--port N]\n"
           "  tanba-cli demo [--yes]";
}

} // namespace tanba::cli
