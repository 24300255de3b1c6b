#include "tests/gui/gallery/sign_pictures.h"

#include "app/gui/keys/key_work.h"
#include "core/keys/kz_profile.h"
#include "tests/gui/gate.h"
#include "tests/gui/sign_world.h"

#include <QAbstractButton>
#include <atomic>
#include <fstream>

namespace tanba::gui::test {

namespace {

using Stage = SigningDesk::Stage;

std::filesystem::path put(World& world, const std::string& name, std::string_view content) {
    const std::filesystem::path file = world.home() / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << content;
    return file;
}

void remember(World& world, const tanba::test::CertificateProfile& profile, const std::string& name) {
    const auto key = world.putKeyOf(profile, name, kSignPassword);
    DiskFileStore files;
    auto certificates = readCertificates(files, key, SecretBytes::copyOf(viewOf(kSignPassword)));
    world.shelf().unlocked(key, std::move(certificates).value());
    world.settle();
}

void open(World& world, const std::filesystem::path& file) {
    world.window().go(Place::Sign);
    world.window().signArea().open({QUrl::fromLocalFile(QString::fromStdString(file.string()))});
    world.settle();
}

void pressSign(World& world) {
    for (auto* button : world.window().findChildren<ConsentButton*>())
        if (button->isVisible()) {
            world.until([button] { return button->isEnabled(); });
            button->click();
            return;
        }
}

void signTo(World& world, Phrase field, std::string_view secret, Stage stage) {
    world.field(field)->clear();
    world.type(field, secret);
    pressSign(world);
    world.until([&world, stage] { return world.signing().stage() == stage; });
}

/// A key whose derivation takes its time.
void drawOpening(World& world, const std::function<void(const char*)>& takeNow) {
    Gate derivation;
    holdNextReading(world, world.signing().key()->file, derivation);
    world.type(Phrase::KeyPassword, "жоқ");
    pressSign(world);
    derivation.awaitGuest();
    expectAlive();
    takeNow("sign-05-opening");
    derivation.open();
    world.settle();
    world.files().beforeReading = nullptr;
}

void drawOne(World& world, const std::function<void(const char*)>& take,
             const std::function<void(const char*)>& takeNow) {
    const auto letter = put(world, "Documents/Жалға беру шарты.txt",
                            "Жалға беру шарты\n\nБұл шарт екі данада жасалды.\nТараптар оны оқып шықты.\n");
    open(world, letter);
    take("sign-02-consent");
    world.press(Phrase::SignLook);
    world.press(Phrase::SignHash);
    take("sign-03-look");
    world.press(Phrase::GoBack);
    world.press(Phrase::SignHowOther);
    take("sign-04-formats");
    world.press(Phrase::SignHowOther);
    drawOpening(world, takeNow);
    take("sign-05-wrong-password");
    signTo(world, Phrase::KeyPassword, kSignPassword, Stage::Ended);
    world.press(Phrase::SignReport);
    take("sign-06-done");
    world.press(Phrase::PrintTitle);
    take("sign-06-print-none");
    goToPrint(world);
    take("sign-06-print");
    world.press(Phrase::Cancel);
    world.press(Phrase::SignAgain);
    open(world, letter);
    take("sign-07-signed-already");
    world.press(Phrase::SignAddSignature);
    take("sign-08-add-signature");
    world.press(Phrase::SignOtherKey);
    world.press(Phrase::SignKeysUnfit);
    take("sign-09-keys");
    world.press(Phrase::SignBackToConsent);
    world.signing().clear();
}

void drawMany(World& world, const std::function<void(const char*)>& take) {
    for (int number = 1; number <= 60; ++number)
        put(world, "acts/act-" + std::to_string(number) + ".txt",
            "БИН 601240000014, акт " + std::to_string(number));
    put(world, "acts/login.xml",
        "<login><timeTicket>1790000000000</timeTicket><sessionid>1</sessionid></login>");
    put(world, "acts/empty.txt", "");
    open(world, world.home() / "acts");
    take("sign-10-list");
    world.press(Phrase::SignNext);
    take("sign-11-consent-many");
    world.window().currentPage().ensureVisible(0, 5000);
    take("sign-12-consent-many-below");
    auto written = std::make_shared<std::atomic<int>>(0);
    world.files().beforeWriting = [written](const std::filesystem::path& file) -> Outcome {
        return file.extension() == ".p7s" && ++*written > 30 ? fail(FailureCode::FileDiskFull, "disk")
                                                             : Outcome(Done{});
    };
    signTo(world, Phrase::KeyPassword, kSignPassword, Stage::Ended);
    take("sign-13-stopped");
    world.files().beforeWriting = nullptr;
    world.press(Phrase::SignAgain);
    world.window().go(Place::Home);
    world.settle();
    take("sign-14-home-unfinished");
    world.press(Phrase::SignGoOn);
    signTo(world, Phrase::KeyPassword, kSignPassword, Stage::Ended);
    take("sign-15-done-many");
    world.window().signArea().showJournal();
    take("sign-16-journal");
    world.press(Phrase::JournalErase);
    take("sign-17-journal-erase");
    world.signing().clear();
}

void chooseKeyOf(World& world, const std::string& file) {
    for (const SigningKeyOption& option : world.signing().keys())
        if (option.file.filename() == file)
            world.signing().chooseKey(option);
    world.settle();
}

void drawKeys(World& world, const std::function<void(const char*)>& take) {
    open(world, put(world, "b.txt", "Хат"));
    chooseKeyOf(world, "other.p12");
    take("sign-20-another-persons-key");
    chooseKeyOf(world, "employee.p12");
    take("sign-21-role");
    world.window().currentPage().ensureVisible(0, 5000);
    take("sign-22-role-below");
    const auto locked = world.putKey("locked.p12", kSignPassword);
    world.shelf().chosen(locked);
    chooseKeyOf(world, "locked.p12");
    take("sign-23-locked-key");
    world.cards().setDemonstration(CardShelf::Demonstration::Shown);
    world.until([&world] { return !world.cards().entries().empty(); });
    for (const SigningKeyOption& option : world.signing().keys())
        if (option.onCard())
            world.signing().chooseKey(option);
    world.settle();
    take("sign-24-card");
    signTo(world, Phrase::SignPin, "0000", Stage::Choosing);
    take("sign-25-card-wrong-pin");
    world.signing().clear();
    world.window().go(Place::Sign);
}

} // namespace

void drawSigning(World& world, const std::function<void(const char* name)>& take,
                 const std::function<void(const char* name)>& takeNow) {
    world.window().go(Place::Sign);
    take("sign-00-empty");
    open(world, put(world, "a.txt", "Хат"));
    take("sign-01-no-key");
    world.signing().clear();
    remember(world, tanba::test::CertificateProfile::person(), "Documents/key.p12");
    for (const KeyEntry& entry : world.shelf().entries())
        world.person().sayMine(keys::kzProfile(entry.certificates.front()).owner);
    tanba::test::CertificateProfile old = tanba::test::CertificateProfile::person();
    old.notAfter = tanba::test::at("2026-05-01T00:00:00Z");
    remember(world, old, "old/old.p12");
    tanba::test::CertificateProfile other = tanba::test::CertificateProfile::person();
    other.commonName = "БӨТЕНОВ БӨТЕН";
    other.surname = "БӨТЕНОВ";
    other.iin = "991231500707";
    remember(world, other, "other.p12");
    remember(world, tanba::test::CertificateProfile::employee(), "employee.p12");
    drawOne(world, take, takeNow);
    drawMany(world, take);
    drawKeys(world, take);
}

} // namespace tanba::gui::test
