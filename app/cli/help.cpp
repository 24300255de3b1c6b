#include "app/cli/help.h"

#include <CLI/CLI.hpp>

#include <array>

namespace tanba::cli {

namespace {

struct FormRow {
    std::string_view command;
    std::string_view form;
};
constexpr std::array<FormRow, 7> kForms = {{
    {"tanba-cli", "tanba-cli [--json] [--lang kk|ru|en] [--offline] COMMAND ..."},
    {"key", "tanba-cli key info|passwd|find ..."},
    {"info", "tanba-cli key info FILE.p12 [--password-file FILE]"},
    {"passwd", "tanba-cli key passwd FILE.p12 [--keep-iterations] [--password-file FILE]"},
    {"find", "tanba-cli key find [DIR...]"},
    {"sign",
     "tanba-cli sign --key FILE.p12 --format cms|cms-detached|xml|raw IN... [-o OUT | --out-dir DIR]"},
    {"verify", "tanba-cli verify FILE... [--content ORIGINAL] [--trust DIR] [--crl DIR] [--at RFC3339]"},
}};

class HelpFormatter : public CLI::Formatter {
  public:
    explicit HelpFormatter(const Console& console) {
        column_width(34);
        label("Usage", console.word(text::Ui::HelpUsage));
        label("Positionals", console.word(text::Ui::HelpPositionals));
    }

    std::string make_usage(const CLI::App* app, std::string) const override {
        for (const FormRow& row : kForms)
            if (row.command == app->get_name())
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
           "  tanba-cli sign --key FILE.p12 --format cms|cms-detached|xml|raw IN...\n"
           "  tanba-cli verify FILE... [--content ORIGINAL]";
}

} // namespace tanba::cli
