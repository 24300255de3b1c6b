#include "tests/gui/sign_world.h"

#include "app/gui/keys/key_work.h"
#include "app/gui/pages/sign/run_page.h"
#include "core/keys/kz_profile.h"
#include "core/sign/cms_reader.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QImage>
#include <fstream>
#include <future>

namespace tanba::gui::test {

namespace {

constexpr int kLongestRunMs = 60'000;

std::filesystem::path write(const std::filesystem::path& file, std::string_view content) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream stream(file, std::ios::binary);
    stream << content;
    return file;
}

void remember(World& world, const std::filesystem::path& key) {
    DiskFileStore files;
    auto certificates = readCertificates(files, key, SecretBytes::copyOf(tanba::viewOf(kSignPassword)));
    ASSERT_TRUE(certificates.ok());
    world.shelf().unlocked(key, std::move(certificates).value());
    world.settle();
}

ConsentButton* signButtonOf(World& world) {
    for (auto* button : world.window().findChildren<ConsentButton*>())
        if (button->isVisible())
            return button;
    ADD_FAILURE() << "no button that signs: " << world.visibleText().toStdString();
    return nullptr;
}

void pressWhenAwake(World& world) {
    ConsentButton* button = signButtonOf(world);
    ASSERT_NE(button, nullptr);
    ASSERT_TRUE(world.until([button] { return button->isEnabled(); }));
    button->click();
}

} // namespace

std::filesystem::path SignWorld::put(const std::string& name, std::string_view content) {
    return write(home() / name, content);
}

std::filesystem::path SignWorld::putOpenedKey(const tanba::test::CertificateProfile& profile,
                                              const std::string& name) {
    const std::filesystem::path key = putKeyOf(profile, name, kSignPassword);
    remember(*this, key);
    return key;
}

std::filesystem::path SignWorld::putOwnKey(const std::string& name) {
    const std::filesystem::path key = putOpenedKey(tanba::test::CertificateProfile::person(), name);
    person().sayMine(keys::kzProfile(shelf().find(key)->certificates.front()).owner);
    settle();
    return key;
}

void SignWorld::open(const std::vector<std::filesystem::path>& files) {
    window().go(Place::Sign);
    QList<QUrl> urls;
    for (const std::filesystem::path& file : files)
        urls.append(QUrl::fromLocalFile(QString::fromStdString(file.string())));
    window().signArea().open(urls);
    settle();
}

ConsentButton* SignWorld::signButton() {
    return signButtonOf(*this);
}

void SignWorld::consent(Phrase field, std::string_view secret) {
    if (!secret.empty()) {
        if (SecretLineEdit* typed = this->field(field))
            typed->clear();
        type(field, secret);
    }
    pressWhenAwake(*this);
}

void SignWorld::sign(Phrase field, std::string_view secret) {
    consent(field, secret);
    until([this] { return !signing().busy(); });
}

std::vector<documents::JournalEntry> SignWorld::journal() {
    auto entries = signing().journal()->entries();
    EXPECT_TRUE(entries.ok());
    return entries.ok() ? std::move(entries).value() : std::vector<documents::JournalEntry>();
}

std::size_t SignWorld::records() const {
    const std::filesystem::path folder = home() / "data" / "signing";
    if (!std::filesystem::exists(folder))
        return 0;
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

std::size_t signersOf(const std::filesystem::path& file) {
    DiskFileStore files;
    const auto input = files.openForReading(file);
    if (!input.ok())
        return 0;
    const auto read = sign::readCms(*input.value(), nullptr, {});
    return read.ok() ? read.value().signers.size() : 0;
}

void goToSignEmpty(World& world) {
    world.window().go(Place::Sign);
}

void goToSignList(World& world) {
    const std::filesystem::path folder = world.home() / "to sign";
    write(folder / "қысқаша шарт.txt", "Шарт, екі данада.");
    write(folder / "invoice_0001_of_a_name_that_does_not_want_to_end_at_all.xml", "<invoice>1</invoice>");
    write(folder / "login.xml",
          "<login><timeTicket>1790000000000</timeTicket><sessionid>1</sessionid></login>");
    write(folder / "empty.txt", "");
    world.person().forget(); // somebody else's key would not sign several documents
    world.window().go(Place::Sign);
    world.window().signArea().open({QUrl::fromLocalFile(QString::fromStdString(folder.string()))});
}

void goToSignConsent(World& world) {
    world.press(Phrase::SignNext);
}

void goToSignWrongPassword(World& world) {
    remember(world, world.putKey("signing.p12", kSignPassword));
    for (const SigningKeyOption& option : world.signing().keys())
        if (option.file.filename() == "signing.p12")
            world.signing().chooseKey(option);
    world.settle();
    world.type(Phrase::KeyPassword, "nonsense");
    pressWhenAwake(world);
    world.until([&world] { return !world.signing().busy(); });
}

void goToSignKeys(World& world) {
    world.putKey("Downloads/old.p12", kSignPassword, "2026-05-01T00:00:00Z");
    remember(world, world.home() / "Downloads" / "old.p12");
    world.press(Phrase::SignOtherKey);
    world.press(Phrase::SignKeysUnfit);
}

void goToSignPreview(World& world) {
    world.press(Phrase::SignBackToConsent);
    world.press(Phrase::SignLook);
    world.press(Phrase::SignHash);
}

namespace {

/// What a run waits for before its first result.
std::promise<void>& release() {
    static std::promise<void> promise;
    return promise;
}

void holdRun(World& world) {
    release() = std::promise<void>();
    const auto released = release().get_future().share();
    world.files().beforeWriting = [released](const std::filesystem::path& file) -> Outcome {
        if (file.extension() == ".p7s")
            released.wait();
        return Done{};
    };
}

void giveSigningPassword(World& world) {
    world.field(Phrase::KeyPassword)->clear();
    world.type(Phrase::KeyPassword, kSignPassword);
    pressWhenAwake(world);
}

} // namespace

void goToSignUnderway(World& world) {
    world.press(Phrase::GoBack);
    holdRun(world);
    giveSigningPassword(world);
    QElapsedTimer timer;
    timer.start();
    while (qobject_cast<RunPage*>(&world.window().currentPage()) == nullptr &&
           timer.elapsed() < kLongestRunMs)
        QApplication::processEvents(QEventLoop::AllEvents, 20);
}

void goToSignStopped(World& world) {
    world.button(Phrase::KeysStop)->click();
    release().set_value();
    world.until([&world] { return world.signing().stage() == SigningDesk::Stage::Ended; });
    world.files().beforeWriting = nullptr;
}

void goToSignDone(World& world) {
    world.press(Phrase::SignGoOn);
    giveSigningPassword(world);
    world.until([&world] { return world.signing().stage() == SigningDesk::Stage::Ended; });
}

void goToPrintNone(World& world) {
    world.press(Phrase::SignReport);
    world.press(Phrase::PrintTitle);
}

void goToPrint(World& world) {
    world.printing().printers = [](const CancelToken*) -> Result<std::vector<print::Printer>> {
        return std::vector<print::Printer>{{"office", "Кеңсе принтері", print::PrinterRank::Default},
                                           {"home", "", print::PrinterRank::Other}};
    };
    world.press(Phrase::PrintAgain);
}

void goToSignJournal(World& world) {
    world.window().signArea().showJournal();
}

void goToSignJournalErase(World& world) {
    world.press(Phrase::JournalErase);
}

void goToSignPicture(World& world) {
    const QString scan = QString::fromStdString((world.home() / "scan.png").string());
    QImage picture(40, 30, QImage::Format_RGB32);
    picture.fill(Qt::gray);
    picture.setPixelColor(20, 14, Qt::black);
    ASSERT_TRUE(picture.save(scan));
    world.signing().clear();
    world.window().go(Place::Sign);
    world.window().signArea().open({QUrl::fromLocalFile(scan)});
    world.settle();
    world.press(Phrase::SignLook);
}

void goToSignRole(World& world) {
    world.press(Phrase::GoBack);
    const auto key =
        world.putKeyOf(tanba::test::CertificateProfile::employee(), "employee.p12", kSignPassword);
    remember(world, key);
    for (const SigningKeyOption& option : world.signing().keys())
        if (option.file == key)
            world.signing().chooseKey(option);
}

} // namespace tanba::gui::test
