#include "tests/gui/check_world.h"

#include "core/base/der_writer.h"
#include "core/base/encoding.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QElapsedTimer>
#include <fstream>

namespace tanba::gui::test {

using tanba::test::Identity;

namespace {

constexpr std::string_view kServer = "http://crl.pki.gov.kz/list.crl";

/// DER cRLDistributionPoints (RFC 5280 4.2.1.13) with one address.
Bytes distributionPoint(std::string_view address) {
    const Bytes uri = der::element(0x86, viewOf(address));
    const Bytes name =
        der::element(der::contextConstructed(0), der::element(der::contextConstructed(0), uri));
    const Bytes value = der::octetString(der::sequence({der::sequence({name})}));
    return der::sequence({der::oid(Oid("2.5.29.31")), value});
}

Bytes freshList(const std::vector<tanba::test::RevokedSerial>& revoked) {
    return tanba::test::signingAuthority().crl(revoked, tanba::test::at("2026-06-20T00:00:00Z"),
                                               tanba::test::at("2026-06-21T00:00:00Z"));
}

} // namespace

std::filesystem::path put(World& world, const std::string& name, ByteView content) {
    const std::filesystem::path file = world.home() / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream stream(file, std::ios::binary);
    stream << asText(content);
    return file;
}

void trustAuthority(World& world, const std::vector<tanba::test::RevokedSerial>& revoked) {
    put(world, "trust/root.cer", tanba::test::signingAuthority().certificate().der());
    put(world, "lists/list.crl", freshList(revoked));
    world.judging().trustFolder = world.home() / "trust";
    world.judging().crlFolder = world.home() / "lists";
}

std::filesystem::path putAttached(World& world, const std::string& name, const Identity& signer) {
    return put(world, name, tanba::test::signWith(signer, viewOf(kContract), sign::CmsContent::Attached));
}

std::filesystem::path putDetached(World& world, const std::string& name, const Identity& signer,
                                  std::string_view document) {
    return put(world, name, tanba::test::signWith(signer, viewOf(document), sign::CmsContent::Detached));
}

Identity signerWith(const tanba::test::CertificateProfile& profile) {
    return tanba::test::signingAuthority().issue(crypto::KeyAlgorithm::Gost2015_512, profile);
}

Identity signerWithServer() {
    tanba::test::CertificateProfile profile = tanba::test::CertificateProfile::person();
    profile.moreExtensions.push_back(distributionPoint(kServer));
    return signerWith(profile);
}

trust::OnlineResponse FakeServer::status(const trust::OnlineSubject&, const CancelToken*) {
    ++asked;
    return {};
}

trust::OnlineLists FakeServer::lists(const trust::OnlineSubject&, const CancelToken*) {
    ++asked;
    const Bytes der = freshList({});
    MemoryInput input(der);
    trust::OnlineLists answer;
    answer.lists.push_back({trust::Crl::read(input, WorkControl{}).value(), "crl.pki.gov.kz", false});
    return answer;
}

void waitFor(const std::function<bool()>& so) {
    constexpr int kLongestMs = 20'000;
    QElapsedTimer timer;
    timer.start();
    while (!so() && timer.elapsed() < kLongestMs)
        QApplication::processEvents(QEventLoop::AllEvents, 5);
    EXPECT_TRUE(so());
}

void openFiles(World& world, const std::vector<std::filesystem::path>& files) {
    QStringList names;
    for (const std::filesystem::path& file : files)
        names.append(QString::fromStdString(file.string()));
    world.window().openFiles(names);
    world.settle();
    world.until([&world] { return !world.checks().working(); });
}

void letFall(World& world, const std::vector<std::filesystem::path>& files) {
    QMimeData data;
    QList<QUrl> urls;
    for (const std::filesystem::path& file : files)
        urls.append(QUrl::fromLocalFile(QString::fromStdString(file.string())));
    data.setUrls(urls);
    const QPoint place(200, 200);
    QDragEnterEvent enter(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&world.window().checkArea(), &enter);
    EXPECT_TRUE(enter.isAccepted());
    QDropEvent event(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&world.window().checkArea(), &event);
}

void drop(World& world, const std::vector<std::filesystem::path>& files) {
    letFall(world, files);
    world.settle();
    world.until([&world] { return !world.checks().working(); });
}

namespace {

/// Opened on the page itself, whatever the content is.
void openHere(World& world, const std::vector<std::filesystem::path>& files) {
    world.window().go(Place::Check);
    world.window().checkArea().open(files);
    waitFor([&world] { return !world.checks().working(); });
    world.settle();
}

std::filesystem::path putChanged(World& world, const std::string& name) {
    const Bytes good =
        tanba::test::signWith(tanba::test::gostPerson(), viewOf(kContract), sign::CmsContent::Attached);
    std::string content(asText(good));
    content.replace(content.find("two copies"), 3, "six");
    return put(world, name, viewOf(content));
}

std::filesystem::path putTwoSigners(World& world, const std::string& name) {
    tanba::test::CertificateProfile expired = tanba::test::CertificateProfile::head();
    expired.notAfter = tanba::test::at("2026-06-01T00:00:00Z");
    const Bytes first =
        tanba::test::signWith(tanba::test::gostPerson(), viewOf(kContract), sign::CmsContent::Attached);
    return put(world, name, tanba::test::addSigner(signerWith(expired), first));
}

} // namespace

void goToValid(World& world) {
    trustAuthority(world);
    openHere(world, {putAttached(world, "Шарт № 14.pdf.cms", tanba::test::gostPerson())});
}

void goToChanged(World& world) {
    trustAuthority(world);
    openHere(world, {putChanged(world, "Шарт № 15.pdf.cms")});
}

void goToUnasked(World& world) {
    trustAuthority(world);
    world.judging().crlFolder.clear();
    openHere(world, {putAttached(world, "Шарт № 16.pdf.cms", signerWithServer())});
}

void goToTwoSigners(World& world) {
    trustAuthority(world);
    openHere(world, {putTwoSigners(world, "Шарт № 17.pdf.cms")});
}

void goToMissing(World& world) {
    trustAuthority(world);
    openHere(world, {putDetached(world, "Акт.pdf.p7s", tanba::test::gostPerson())});
}

void goToCheckList(World& world) {
    trustAuthority(world);
    std::vector<std::filesystem::path> files = {putChanged(world, "Шарт № 15.pdf.cms"),
                                                putDetached(world, "Акт.pdf.p7s", tanba::test::gostPerson()),
                                                put(world, "хат.txt", viewOf("Dear Sir or Madam"))};
    for (const char* name : {"Шот 1.xlsx.cms", "Шот 2.xlsx.cms", "Шот 3.xlsx.cms"})
        files.push_back(putAttached(world, name, tanba::test::gostPerson()));
    openHere(world, files);
}

void goToPlainPdf(World& world) {
    openHere(world, {put(world, "Анықтама.pdf", viewOf("%PDF-1.7\n1 0 obj"))});
}

void goToDamaged(World& world) {
    const Bytes good =
        tanba::test::signWith(tanba::test::gostPerson(), viewOf(kContract), sign::CmsContent::Attached);
    openHere(world, {put(world, "Шарт № 18.pdf.cms", ByteView(good).first(good.size() / 2))});
}

void goToCheckStart(World& world) {
    world.window().go(Place::Check);
    world.checks().clear();
    world.settle();
}

bool says(World& world, Phrase phrase) {
    return world.visibleText().contains(world.words().say(phrase));
}

bool says(World& world, text::Ui words) {
    return world.visibleText().contains(world.words().say(words));
}

} // namespace tanba::gui::test
