#include "app/gui/cards/system_cards.h"

#include "app/text/language.h"
#include "cardreader/pkcs11/helper_process.h"

namespace tanba::gui {

CardSources systemCards(FileStore& files, const Clock& clock, platform::Settings& settings,
                        std::filesystem::path folder) {
    return {card::pcsc::systemApi(),
            card::pcsc::systemWaiter(),
            files,
            clock,
            std::move(folder),
            [](std::vector<std::filesystem::path> configured) {
                return pkcs11::systemModuleSources(std::move(configured), text::processEnvironment("HOME"));
            },
            pkcs11::helperBesideThisProgram,
            [&clock] { return card::SimulatedCard::make(clock); },
            [&settings] { return configuredModules(settings); },
            [&settings](const std::vector<std::filesystem::path>& named) {
                keepConfiguredModules(settings, named);
            }};
}

std::vector<std::filesystem::path> configuredModules(const platform::Settings& settings) {
    std::vector<std::filesystem::path> files;
    for (const QString& file : settings.get(platform::settings::kModules))
        files.emplace_back(file.toStdString());
    return files;
}

void keepConfiguredModules(platform::Settings& settings, const std::vector<std::filesystem::path>& files) {
    QStringList names;
    for (const std::filesystem::path& file : files)
        names.append(QString::fromStdString(file.string()));
    settings.set(platform::settings::kModules, names);
}

} // namespace tanba::gui
