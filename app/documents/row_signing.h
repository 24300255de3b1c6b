#pragma once

#include "app/documents/output_names.h"
#include "app/documents/run_places.h"
#include "app/documents/run_row.h"
#include "app/documents/signing_content.h"
#include "app/documents/signing_record.h"
#include "core/keys/token.h"

namespace tanba::documents {

/// Makes the signature of one row after the other; for several threads.
class RowSigning {
  public:
    /// @param record may be null.
    RowSigning(const RunPlaces& places, const RunPlan& plan, keys::KeySession& session, SigningRecord* record)
        : places_(places), plan_(plan), session_(session), record_(record),
          names_(places, plan.order, plan.documents) {}

    /// Signs, puts the result on record and writes it under a free name. On success `row` has its output.
    Outcome sign(std::size_t index, RunRow& row, const WorkControl& control);

  private:
    Outcome signOnce(std::size_t index, RunRow& row, const WorkControl& control);
    Outcome writeResult(std::size_t index, RunRow& row, SigningContent& content, const WorkControl& control,
                        ByteSink& out);

    const RunPlaces& places_;
    const RunPlan& plan_;
    keys::KeySession& session_;
    SigningRecord* record_;
    OutputNames names_;
};

} // namespace tanba::documents
