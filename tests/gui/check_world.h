#pragma once

#include "app/gui/pages/check/check_area.h"
#include "tests/gui/world.h"
#include "tests/unit/sign/cms_test_support.h"

#include <QDropEvent>
#include <QMimeData>
#include <atomic>

namespace tanba::gui::test {

/// A contract, and files with signatures of it; written where the world keeps its files.
inline constexpr std::string_view kContract = "The contract, in two copies.";

/// The authority that the test signers have their certificates from is trusted, and its list is fresh.
/// @param revoked serials on the list.
void trustAuthority(World& world, const std::vector<tanba::test::RevokedSerial>& revoked = {});

std::filesystem::path put(World& world, const std::string& name, ByteView content);
/// One file with the document inside.
std::filesystem::path putAttached(World& world, const std::string& name, const tanba::test::Identity& signer);
/// The signature alone; the document is not beside it.
std::filesystem::path putDetached(World& world, const std::string& name, const tanba::test::Identity& signer,
                                  std::string_view document = kContract);
/// A signer of the trusted authority whose certificate says this.
tanba::test::Identity signerWith(const tanba::test::CertificateProfile& profile);
/// The signer's certificate names a server of the authority's that may be asked.
tanba::test::Identity signerWithServer();
/// What the server would say of it: nothing is revoked. Counts who asks.
class FakeServer : public trust::OnlineEvidence {
  public:
    trust::OnlineResponse status(const trust::OnlineSubject& subject, const CancelToken* cancel) override;
    trust::OnlineLists lists(const trust::OnlineSubject& subject, const CancelToken* cancel) override;
    Time now() const override { return tanba::test::goodTime(); }

    std::atomic<int> asked{0};
};

/// Lets things happen until this is so, without waiting for the work that goes on.
void waitFor(const std::function<bool()>& so);
/// Opens files as the desktop does, and waits for the end of their checks.
void openFiles(World& world, const std::vector<std::filesystem::path>& files);
/// Lets files fall on what is shown, and returns at once.
void letFall(World& world, const std::vector<std::filesystem::path>& files);
/// The same, until they are checked.
void drop(World& world, const std::vector<std::filesystem::path>& files);
/// The visible words contain these of the program.
bool says(World& world, Phrase phrase);
bool says(World& world, text::Ui words);

// The states of the page, for whoever walks through all of them.
void goToValid(World& world);
void goToChanged(World& world);
void goToUnasked(World& world);
void goToTwoSigners(World& world);
void goToMissing(World& world);
void goToCheckList(World& world);
void goToPlainPdf(World& world);
void goToDamaged(World& world);
void goToCheckStart(World& world);

} // namespace tanba::gui::test
