#pragma once

#include "cardreader/drivers/card_commands.h"
#include "cardreader/drivers/driver.h"
#include "cardreader/drivers/pkcs15_directory.h"

namespace tanba::card::pkcs15 {

/// SELECT of the application, by its name or by the place in EF.DIR.
Result<bool> selectApplicationAnywhere(CardSession& session);

/// Reads files of the selected application.
class Files {
  public:
    explicit Files(CardSession& session) : session_(session) {}
    Result<Bytes> read(const Place& place);

  private:
    /// Selects the file of a place. @returns how many octets of it belong to the place, as far as the card
    /// says.
    Result<std::size_t> enter(const Place& place);

    CardSession& session_;
    /// A path from the master file was followed; files named from the application must go back first.
    bool left_ = false;
};

/// Serial and label, with the application selected.
Result<TokenInfo> identity(Files& files);

/// Every certificate that the directories name; one that cannot be read is left out.
Result<std::vector<keys::Certificate>> readCertificates(Files& files);

/// Everything that the directories name.
Result<CardContents> readContents(Files& files);

} // namespace tanba::card::pkcs15
