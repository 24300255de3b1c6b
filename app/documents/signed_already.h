#pragma once

#include "app/documents/document_list.h"

#include <map>
#include <set>
#include <string>

namespace tanba::documents {

/// True for a CMS with signers and for XML with a signature that this program reads. @param content the whole
/// file.
bool isSignedContent(ByteView content, const WorkControl& control);
/// The same for a file of which only the beginning is looked at: a CMS, whatever is in it.
bool looksSigned(ByteView start);

/// Which of the files of one folder are signatures of others in it, by their names.
class FolderSignatures {
  public:
    /// @param names of the regular files in the folder.
    explicit FolderSignatures(const std::set<std::string>& names);

    /// True for a signature whose document lies beside it.
    bool isSignature(const std::string& name) const { return signatures_.contains(name); }
    /// The name of a signature of this file; empty when there is none.
    std::string signatureOf(const std::string& name) const;

  private:
    std::set<std::string> signatures_;
    std::map<std::string, std::string> byDocument_;
};

/// The signature of one file, found by asking for names beside it; itself when its document lies there. Empty
/// when there is none.
std::filesystem::path signatureBeside(FileStore& files, const std::filesystem::path& document);

} // namespace tanba::documents
